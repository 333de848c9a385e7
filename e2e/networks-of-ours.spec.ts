import { expect, test } from "@playwright/test";
import { dropFiles, finished, openFiles, readTestAccuracy, sampleFile, section, visitAnew } from "./lab-page.ts";
import { exported, fewest, measured, pruned, units } from "./prune-and-export.ts";
import { average, dense, denseWeights, embedding, input, layersModel, numbers } from "./small-networks.ts";

test.use({ actionTimeout: 10_000 });

const digits = ["digits-train.csv.gz", "digits-test.csv.gz"].map(sampleFile);

test("the sample goes out as ONNX, comes in again, and goes out as a tfjs LayersModel and as safetensors", async ({
  page,
}, info) => {
  await page.goto(`/?${fewest}&calibration=100&target=113`);
  await page.getByRole("button", { name: "Try the sample" }).first().click();
  await measured(page);
  await pruned(page);
  const accuracy = await readTestAccuracy(page);
  const onnx = await exported(page, info, "ONNX model");
  expect(onnx.name).toMatch(/\.onnx$/);
  const weights = await exported(page, info, "Safetensors weights");
  expect(weights.name).toMatch(/\.(safetensors|zip)$/);
  for (const { difference } of [onnx, weights]) expect(difference).toBeLessThan(1e-5);

  for (const { path, next } of [
    { path: onnx.path, next: "Tfjs LayersModel" },
    { path: weights.path, next: "ONNX model" },
  ]) {
    // The pairing is given: a network pruned this roughly may do better under another.
    await visitAnew(page, `/?${fewest}&calibration=100&target=57&pairing=values_affine_0.0625_0`);
    await openFiles(page, [path, ...digits]);
    expect((await measured(page)).accuracy).toBe(accuracy);
    expect(await units(page)).toBe(113);
    await pruned(page);
    expect((await exported(page, info, next)).difference).toBeLessThan(1e-5);
  }
});

/** Four numbers an example; the class is the place of the largest of the first three. */
function largestOfThree(rows: number): string {
  const next = numbers(7);
  const lines = Array.from({ length: rows }, () => {
    const row = Array.from({ length: 4 }, () => next().toFixed(3));
    const three = row.slice(0, 3).map(Number);
    return [...row, three.indexOf(Math.max(...three))].join(",");
  });
  return `${lines.join("\n")}\n`;
}

test("of a network with two outputs the person picks the one that predicts, and both stay in the file", async ({
  page,
}, info) => {
  const twoHeads = layersModel(
    "two-heads",
    [
      input([4]),
      dense("hidden", 8, "relu", "input"),
      dense("other", 3, "softmax", "hidden"),
      dense("place", 3, "softmax", "hidden"),
    ],
    ["other", "place"],
    [
      ...denseWeights("hidden", 4, 8, (i, j) => (i === j % 4 ? 1 : 0)),
      // the same three numbers, each for the next class
      ...denseWeights("other", 8, 3, (i, j) => (i % 4 === (j + 1) % 3 ? 10 : 0)),
      ...denseWeights("place", 8, 3, (i, j) => (i % 4 === j ? 10 : 0)),
    ],
  );
  const data = { name: "largest.csv", bytes: Buffer.from(largestOfThree(400)) };
  await page.goto(`/?${fewest}&calibration=100&target=4`);
  await dropFiles(page, [data, ...twoHeads]);
  const part = section(page, "Model and data");
  const choice = part.getByLabel("Output to predict with");
  await expect(choice).toBeVisible();
  await expect(choice.locator("option")).toHaveText(["other", "place"]);
  await measured(page);
  await choice.selectOption("place");
  await finished(section(page, "Uncertainty"));
  expect((await measured(page)).accuracy).toBe(1);
  await expect(part.getByText(/classes reordered/)).toHaveCount(0);
  await pruned(page);
  const smaller = await exported(page, info);
  expect(smaller.difference).toBeLessThan(1e-5);

  await visitAnew(page, `/?${fewest}&calibration=100`);
  await openFiles(page, [smaller.path]);
  await expect(choice.locator("option")).toHaveText(["other", "place"]);
  expect(await units(page)).toBe(4);
});

test("texts with a small vocabulary beside them are read, predicted, and kept by what is exported", async ({
  page,
}, info) => {
  const words = ["<OOV>", "good", "fine", "kind", "bad", "poor", "mean", "the", "day", "was", "a"];
  const tone = (word: number) => (word >= 2 && word <= 4 ? 1 : word >= 5 && word <= 7 ? -1 : 0);
  const next = numbers(11);
  const pick = (from: number, to: number) => words[from + Math.floor(next() * (to - from))] ?? "";
  const lines = Array.from({ length: 300 }, (_, row) => {
    const good = row % 2 === 0;
    const told = good ? pick(1, 4) : pick(4, 7);
    return `${good ? "praise" : "blame"},"the ${pick(8, 11)}, ${told} ${pick(7, 11)}!"`;
  });
  const vocabulary = Object.fromEntries(words.map((word, at) => [word, at + 1]));
  const rows = words.length + 1;
  const network = layersModel(
    "tone",
    [
      input([8]),
      embedding(rows, 4, 8, "input"),
      average("embedding"),
      dense("hidden", 4, "relu", "average"),
      dense("verdict", 1, "sigmoid", "hidden"),
    ],
    ["verdict"],
    [
      {
        name: "embedding/embeddings",
        shape: [rows, 4],
        values: Array.from({ length: rows * 4 }, (_, at) => (at % 2 === 0 ? 1 : -1) * tone(Math.floor(at / 4))),
      },
      ...denseWeights("hidden", 4, 4, (i, j) => (i === j ? 1 : 0)),
      ...denseWeights("verdict", 4, 1, (i) => (i % 2 === 0 ? 40 : -40)),
    ],
  );
  const files = [
    { name: "told.csv", bytes: Buffer.from(`label,text\n${lines.join("\n")}\n`) },
    { name: "word_index.json", bytes: Buffer.from(JSON.stringify(vocabulary)) },
  ];
  await page.goto(`/?${fewest}&calibration=60&target=4`);
  await dropFiles(page, [...files, ...network]);
  const full = await measured(page);
  expect(full.accuracy).toBe(1);
  await pruned(page);
  for (const format of [undefined, "ONNX model"]) {
    const smaller = await exported(page, info, format);
    expect(smaller.difference).toBeLessThan(1e-5);
    const again = await page.context().newPage();
    await again.goto(`/?${fewest}&calibration=60`);
    await openFiles(again, [smaller.path]);
    await dropFiles(again, files);
    await measured(again);
    expect(await units(again)).toBe(4);
    await again.close();
  }
});
