import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { dropFiles, finished, openFiles, sampleFile, section } from "./lab-page.ts";

const small =
  "backend=wasm&seed=7&masks=3&fractions=0.2,0.5,1&calibration=40&validation=40&test=60&roundEvaluations=60&stepUnits=60&target=80&step=64";
const sample = ["model.json", "group1-shard1of1.bin", "digits-train.csv.gz", "digits-test.csv.gz"].map(sampleFile);

const accessible = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
};

test("a report of a run opens offline, and dropped on the lab it is replayed figure by figure", async ({
  page,
  browser,
}, info) => {
  await page.goto(`/?sample&${small}`);
  await finished(section(page, "Uncertainty"));
  await section(page, "Pruning").getByRole("button", { name: "Prune", exact: true }).click();
  await finished(section(page, "Pruning"));
  await section(page, "Repair").getByRole("button", { name: "Refit the layers", exact: true }).click();
  await finished(section(page, "Repair"));
  const download = page.waitForEvent("download");
  await section(page, "Export").getByRole("button", { name: "Download report (.html)" }).click();
  const report = info.outputPath("quorum-report.html");
  await (await download).saveAs(report);

  // as a file, with scripts forbidden and no network
  for (const colorScheme of ["light", "dark"] as const) {
    const reader = await browser.newContext({ colorScheme, offline: true, javaScriptEnabled: true });
    const read = await reader.newPage();
    const complaints: string[] = [];
    read.on("console", (message) => complaints.push(message.text()));
    await read.goto(pathToFileURL(report).href);
    await expect(read.getByRole("heading", { level: 1 })).toHaveText("lenet5 cut to 80 units");
    expect(await read.locator("figure svg").count()).toBeGreaterThanOrEqual(2);
    await read.screenshot({ path: info.outputPath(`report-${colorScheme}.png`), fullPage: true });
    await accessible(read);
    expect(complaints).toEqual([]);
    await reader.close();
  }

  const other = await (await browser.newContext({ serviceWorkers: "block" })).newPage();
  await other.goto(new URL("/", page.url()).href);
  await dropFiles(other, [{ name: "quorum-report.html", bytes: await readFile(report) }]);
  const recorded = section(other, "Recorded run");
  await expect(recorded.getByTestId("replay-wanted").getByRole("listitem")).toHaveCount(2);
  await expect(recorded.getByRole("button", { name: "Replay" })).toBeDisabled();
  await openFiles(other, sample);
  await finished(section(other, "Uncertainty"));
  await recorded.getByRole("button", { name: "Replay" }).click();
  await expect(recorded.getByText(/^(Reproduced|Not reproduced)/)).toBeVisible({ timeout: 120_000 });
  await expect(recorded.getByText(/^Reproduced: all \d+ figures/)).toBeVisible();
  await recorded.screenshot({ path: info.outputPath("replayed.png") });
  await accessible(other);
  await other.setViewportSize({ width: 360, height: 800 });
  await recorded.screenshot({ path: info.outputPath("replayed-360.png") });
  expect(await other.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await other.context().close();
});

test("a record that nobody could have written is refused with a sentence", async ({ page }) => {
  await page.goto("/");
  const bytes = Buffer.from(JSON.stringify({ format: "quorum-run", version: 2, model: { name: "<b>x</b>" } }));
  await dropFiles(page, [{ name: "run.json", bytes }]);
  const alert = page.getByRole("alert").first();
  await expect(alert).toContainText("The record has nothing where a text was expected.");
  await expect(alert).toContainText("run.json");
  await expect(section(page, "Recorded run")).toHaveCount(0);
});
