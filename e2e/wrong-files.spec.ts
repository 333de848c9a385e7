import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { dropFiles, finished, sampleFile, section } from "./lab-page.ts";

const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

test("dropped in any order, a model and a dataset are taken; wrong files are named and cost nothing", async ({
  page,
}) => {
  await page.goto("/?backend=wasm&masks=2&calibration=60&validation=60&test=60");
  const part = section(page, "Model and data");
  const read = async (name: string) => ({ name, bytes: await readFile(sampleFile(name)) });

  await dropFiles(page, [await read("group1-shard1of1.bin")]);
  await expect(part).toContainText("group1-shard1of1.bin");
  await dropFiles(page, [{ name: "model.json", bytes: Buffer.from("<!doctype html><title>404</title>") }]);
  await expect(part.getByRole("alert").first()).toContainText("is a web page");
  await dropFiles(page, [await read("model.json")]);
  await expect(part).toContainText("226");
  await dropFiles(page, [await read("digits-train.csv.gz"), await read("digits-test.csv.gz")]);
  await finished(section(page, "Uncertainty"));

  await dropFiles(page, [{ name: "weights.bin.png", bytes: png }]);
  await expect(part.getByRole("alert").first()).toContainText("PNG");
  await expect(part).toContainText("226");
  await expect(page.getByTestId("critical-size")).toBeVisible();

  await dropFiles(page, [{ name: "empty.csv", bytes: Buffer.alloc(0) }]);
  await expect(part.getByRole("alert").first()).toContainText("empty");
  await expect(page.getByTestId("critical-size")).toBeVisible();
});
