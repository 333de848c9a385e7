import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { TextWriter, Uint8ArrayReader, ZipReader } from "@zip.js/zip.js";
import { watch } from "./lab-page.ts";

/**
 * What a person was told who has never seen the page:
 *
 *   1. Prune the sample to a quarter.
 *   2. Find the most powerful filter.
 *   3. Export it.
 *
 * Only labels and roles that everybody sees or hears; no test ids, no settings in the address.
 */
test("a stranger prunes the sample to a quarter, finds the most powerful filter and exports the network", async ({
  page,
}, info) => {
  const seen = watch(page);
  await page.goto("/");
  const part = (name: string) => page.getByRole("region", { name, exact: true });

  await page.getByRole("button", { name: "Try the sample" }).first().click();
  await expect(
    part("Uncertainty")
      .getByText(/^Finished/)
      .first(),
  ).toBeVisible({ timeout: 120_000 });
  const heading = await part("Model and data")
    .getByRole("heading", { name: /^Network: / })
    .textContent();
  const units = Number(/(\d+) prunable units/.exec(heading ?? "")?.[1]);
  const quarter = Math.floor(units / 4);

  const pruning = part("Pruning");
  await pruning.getByLabel("Units to keep").fill(String(quarter));
  await pruning.getByRole("button", { name: "Prune", exact: true }).click();
  await expect(pruning.getByText(/^Finished/).first()).toBeVisible({ timeout: 240_000 });
  await expect(pruning.getByRole("heading", { name: `Chosen: ${quarter} units of ${units}` })).toBeVisible();

  await part("Power").getByRole("button", { name: "Estimate power" }).click();
  await expect(
    part("Power")
      .getByText(/^Finished/)
      .first(),
  ).toBeVisible({ timeout: 240_000 });
  const network = part("Network");
  await network.getByRole("textbox", { name: "Find a unit" }).fill("most powerful filter");
  await network.getByRole("button", { name: "Find", exact: true }).click();
  const card = network.getByRole("region", { name: "Unit" });
  await expect(card.getByRole("heading", { name: /^conv[12]/ })).toBeVisible();
  await expect(card.getByRole("heading", { name: "Filter", exact: true })).toBeVisible();
  const found = (await card.getByRole("heading", { name: /^conv[12]/ }).textContent()) ?? "";
  info.annotations.push({
    type: "most powerful filter",
    description: `${found}: ${await card.locator("dl").textContent()}`,
  });
  // the figure's table has the units in the order of their power: its first filter is that one
  await part("Power").getByText("As a table", { exact: true }).first().click();
  const ranked = await part("Power")
    .getByRole("row")
    .filter({ hasText: /filter/ })
    .first()
    .textContent();
  expect(ranked).toContain(found);

  const exporting = part("Export");
  await exporting.getByRole("button", { name: "Prepare the pruned network" }).click();
  await expect(exporting.getByText("Verified.")).toBeVisible({ timeout: 120_000 });
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    exporting.getByRole("button", { name: /^Download pruned model/ }).click(),
  ]);
  const entries = await new ZipReader(new Uint8ArrayReader(readFileSync(await file.path()))).getEntries();
  const entry = entries.find(({ filename }) => filename.endsWith("model.json"));
  if (!entry || entry.directory) throw new Error("the export has no model.json");
  const model = JSON.parse(await entry.getData(new TextWriter()));
  const shapes = (model.weightsManifest as { weights: { name: string; shape: number[] }[] }[]).flatMap(
    ({ weights }) => weights,
  );
  const kept = shapes
    .filter(({ name, shape }) => name.endsWith("bias") && shape[0] !== 10)
    .reduce((sum, { shape }) => sum + (shape[0] ?? 0), 0);
  expect(kept).toBe(quarter);
  expect(seen.complaints).toEqual([]);
});
