import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { figure, finished, openFiles, readTestAccuracy, sampleFile, section, visitAnew, watch } from "./lab-page.ts";

// The software adapter takes about a second a coalition of 32 images: everything is kept tiny.
const tiny =
  "backend=webgpu&calibration=32&validation=32&test=32&masks=2&fractions=0.25,0.5,1&step=16&evaluations=32&roundEvaluations=16&stepUnits=57&target=113&prior=false";

test("a person prunes the sample on WebGPU, downloads it and opens it again", async ({ page }, info) => {
  const seen = watch(page);
  await page.goto(`/?${tiny}`);
  await page.getByRole("button", { name: "Try the sample" }).first().click();
  await expect(page.getByTestId("backend")).toHaveAttribute("data-backend", "webgpu", { timeout: 120_000 });
  info.annotations.push({ type: "adapter", description: (await page.getByTestId("backend").textContent()) ?? "" });

  await finished(section(page, "Uncertainty"));
  await expect(page.getByTestId("critical-size")).toBeVisible();

  await section(page, "Power").getByRole("button", { name: "Estimate power" }).click();
  await finished(section(page, "Power"));

  await section(page, "Pruning").getByRole("button", { name: "Prune", exact: true }).click();
  await finished(section(page, "Pruning"));
  const accuracy = await readTestAccuracy(page);

  const part = section(page, "Export");
  await part.getByRole("button", { name: "Prepare the pruned network" }).click();
  const download = part.getByRole("button", { name: "Download pruned model (.zip)" });
  await expect(download).toBeVisible({ timeout: 240_000 });
  await expect(part).toContainText("no prediction changed on 32 test examples");
  expect(await figure(page, "max-difference")).toBeLessThan(1e-5);
  const [file] = await Promise.all([page.waitForEvent("download"), download.click()]);
  const path = info.outputPath("pruned.zip");
  await file.saveAs(path);

  const [record] = await Promise.all([
    page.waitForEvent("download"),
    part.getByRole("button", { name: "Download run.json" }).click(),
  ]);
  const run = JSON.parse(await readFile(await record.path(), "utf8"));
  expect(run.backend.name).toBe("webgpu");

  // Opened again, the file predicts as it did, with fewer parameters, in fewer bytes.
  await visitAnew(page, `/?${tiny}`);
  await openFiles(page, [path, sampleFile("digits-train.csv.gz"), sampleFile("digits-test.csv.gz")]);
  await expect(page.getByTestId("full-test-accuracy")).toBeVisible({ timeout: 240_000 });
  expect(await figure(page, "full-test-accuracy")).toBe(accuracy);
  await expect(section(page, "Model and data")).not.toContainText("61,706");
  expect((await readFile(path)).length).toBeLessThan((await readFile(sampleFile("group1-shard1of1.bin"))).length);
  expect(seen.complaints).toEqual([]);
});
