import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { figure, finished, hasShared, mnistFiles, openFiles, readTestAccuracy, section, shared } from "./lab-page.ts";

test.skip(!hasShared, "needs the real files in ../shared, which are not here");

/** Sweep runs by itself; power, pruning and export are asked for; returns the figures to report. */
async function journey(page: Page) {
  await finished(section(page, "Uncertainty"));
  const full = await figure(page, "full-test-accuracy");
  await section(page, "Power").getByRole("button", { name: "Estimate power" }).click();
  await finished(section(page, "Power"));
  await section(page, "Pruning").getByRole("button", { name: "Prune", exact: true }).click();
  await finished(section(page, "Pruning"), 400_000);
  const pruned = await readTestAccuracy(page);
  await section(page, "Export").getByRole("button", { name: "Prepare the pruned network" }).click();
  await expect(page.getByRole("button", { name: "Download pruned model (.zip)" })).toBeVisible({ timeout: 120_000 });
  const difference = await figure(page, "max-difference");
  return { full, pruned, difference, critical: (await page.getByTestId("critical-size").textContent()) ?? "" };
}

const report = (info: { annotations: { type: string; description?: string }[] }, figures: object) => {
  info.annotations.push({ type: "figures", description: JSON.stringify(figures) });
  console.log(JSON.stringify(figures));
};

test("LeNet-5 on MNIST at full size: Iterated Building to 51 of 226 units", async ({ page }, info) => {
  test.setTimeout(600_000);
  await page.goto("/?backend=wasm&target=51&stepUnits=8&roundEvaluations=900&strategy=iterated-building");
  const folder = path.resolve("test/fixtures/lenet-mnist");
  await openFiles(page, [...mnistFiles, path.join(folder, "group1-shard1of1.bin"), path.join(folder, "model.json")]);
  const figures = await journey(page);
  report(info, figures);
  expect(figures.full).toBeGreaterThanOrEqual(0.985);
  expect(figures.difference).toBeLessThan(1e-4);
  // Sampling luck is large (0.56 to 0.90 over seeds in trials); magnitude reaches 0.165 here.
  expect(figures.pruned).toBeGreaterThan(0.5);
});

test("the tfjs digits CNN on MNIST: half of its 152 units", async ({ page }, info) => {
  test.setTimeout(600_000);
  await page.goto(
    "/?backend=wasm&target=76&stepUnits=19&calibration=300&evaluations=1000&roundEvaluations=500&strategy=iterated-pruning",
  );
  const folder = path.join(shared, "models/tfjs-layers-digits-cnn");
  await openFiles(page, [path.join(folder, "model.json"), ...mnistFiles, path.join(folder, "group1-shard1of1.bin")]);
  const figures = await journey(page);
  report(info, figures);
  expect(Math.abs(figures.full - 0.9916)).toBeLessThanOrEqual(0.002);
  expect(figures.difference).toBeLessThan(1e-4);
  expect(figures.pruned).toBeGreaterThan(0.9);
});
