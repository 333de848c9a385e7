import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { dropFiles, finished, section, watch } from "./lab-page.ts";
import { fewest, measured } from "./prune-and-export.ts";

test.use({ actionTimeout: 10_000 });

/** Of the corpus in test/hostile, one of each kind of lie. */
const chosen = [
  "a zip bomb",
  "a gzip bomb",
  "a zip entry that climbs out of its folder",
  "a pickle that calls os.system",
  "a pickle with lists nested a hundred thousand deep",
  "JSON nested a hundred thousand deep",
  "keys named __proto__ in place of a model",
  "an HDF5 file whose addresses lead nowhere",
  "a Keras kernel that is a link to another file",
  "an ONNX weight outside of the drop",
  "a safetensors header of two gigabytes",
  "a NaN among the weights",
  "a NumPy array of objects",
  "CIFAR records with a label of 12",
  "pictures of sixty thousand by sixty thousand",
] as const;

type Expected = Readonly<Record<string, { readonly failures: readonly { readonly message: string }[] } | undefined>>;
const expected = JSON.parse(readFileSync(path.resolve("test/hostile/expected.json"), "utf8")) as Expected;

test("files that lie are named in a sentence within seconds, and the lab keeps what it holds", async ({
  page,
}, info) => {
  const corpus = info.outputPath("corpus");
  execFileSync("npx", ["tsx", "test/hostile/write-corpus.ts", corpus]);
  const seen = watch(page);
  await page.goto(`/?${fewest}&calibration=60`);
  await page.getByRole("button", { name: "Try the sample" }).first().click();
  const { accuracy } = await measured(page);
  await finished(section(page, "Uncertainty"));
  const part = section(page, "Model and data");
  for (const name of chosen) {
    const folder = path.join(corpus, name.replace(/\W+/g, "-"));
    const files = readdirSync(folder).map((file) => ({ name: file, bytes: readFileSync(path.join(folder, file)) }));
    const sentence = expected[name]?.failures[0]?.message;
    expect(sentence, name).toBeTruthy();
    await dropFiles(page, files);
    await expect(part.getByRole("alert").filter({ hasText: sentence ?? "-" }), name).toBeVisible({ timeout: 5000 });
    await expect(part.getByRole("heading", { name: /^Network: / })).toContainText("226 prunable units");
    await expect(part.getByRole("heading", { name: /^Data: / })).toContainText("digits");
    await expect(page.getByTestId("critical-size")).toBeVisible();
  }
  // What was loaded still computes.
  await section(page, "Power").getByRole("button", { name: "Estimate power" }).click();
  await finished(section(page, "Power"), 30_000);
  expect((await measured(page)).accuracy).toBe(accuracy);
  expect(seen.complaints).toEqual([]);
});
