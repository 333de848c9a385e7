import { stat } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { hasShared, openFiles, section, shared, visitAnew } from "./lab-page.ts";
import { exported, fewest, measured, pruned, units } from "./prune-and-export.ts";

test.use({ actionTimeout: 10_000 });
test.skip(!hasShared, "needs the real files in ../shared, which are not here");

const digits = ["mnist/t10k-images-idx3-ubyte.gz", "mnist/t10k-labels-idx1-ubyte.gz"];
const clothes = ["fashion-mnist/t10k-images-idx3-ubyte.gz", "fashion-mnist/t10k-labels-idx1-ubyte.gz"];

interface Journey {
  readonly what: string;
  readonly network: readonly string[];
  readonly data: readonly string[];
  /** Beside the network when it is opened again: what the exported file does not hold. */
  readonly beside?: readonly string[];
  /** As the network's README states it, on all of the test data. */
  readonly accuracy: number;
  /** Words of the treatment of values that must be proposed, or one that does as well on few examples. */
  readonly proposed: RegExp;
  readonly units: number;
  /** Examples to pair with, where few cannot tell what is proposed from something commoner. */
  readonly calibration?: number;
  readonly file: RegExp;
}

const journeys: readonly Journey[] = [
  {
    what: "a Keras .h5",
    network: ["keras-h5-lenet/mnist.h5"],
    data: digits,
    accuracy: 0.9866,
    proposed: /÷ 255/,
    units: 226,
    file: /\.h5$/,
  },
  {
    what: "a Keras 3 archive",
    network: ["keras3-fashion-mlp/fashion_mnist.keras"],
    data: clothes,
    accuracy: 0.8752,
    proposed: /column/,
    units: 256,
    calibration: 500,
    file: /\.keras$/,
  },
  {
    what: "an ONNX file of a fixed batch",
    network: ["onnx-lenet5/lenet.onnx"],
    data: digits,
    accuracy: 0.9913,
    proposed: /MNIST|÷ 255/,
    units: 226,
    file: /\.onnx$/,
  },
  {
    what: "a PyTorch state_dict with its layers in JSON",
    network: ["pytorch-mnist-burn/mnist.pt"],
    data: digits,
    beside: [path.resolve("test/fixtures/pytorch-mnist-burn/mnist.layers.json")],
    accuracy: 0.9915,
    proposed: /MNIST/,
    units: 80,
    file: /\.safetensors$|\.zip$/,
  },
  {
    what: "a tfjs GraphModel",
    network: ["tfjs-graph-lenet/group1-shard1of1", "tfjs-graph-lenet/model.json"],
    data: digits,
    accuracy: 0.9636,
    proposed: /÷ 255/,
    units: 226,
    file: /\.zip$/,
  },
  {
    what: "a text classifier with its tokenizer",
    network: ["keras3-spam-avg-embedding/spam_model.keras"],
    data: ["text/sms_spam.csv"],
    beside: [path.join(shared, "models/keras3-spam-avg-embedding/tokenizer.json")],
    accuracy: 0.9783,
    proposed: /as they are/,
    units: 88,
    file: /\.keras$/,
  },
];

for (const { what, network, data, beside = [], accuracy, proposed, units: all, file, calibration = 60 } of journeys)
  test(`${what}: opened, measured, pruned by half, exported in its own format and opened again`, async ({
    page,
  }, info) => {
    test.setTimeout(120_000);
    const examples = data.map((name) => path.join(shared, "data", name));
    const files = network.map((name) => path.join(shared, "models", name));
    await page.goto(`/?${fewest}&calibration=${calibration}&target=${Math.round(all / 2)}`);
    await openFiles(page, [...examples, ...beside, ...files]);
    const full = await measured(page);
    info.annotations.push({ type: "accuracy, pairing", description: `${full.accuracy} ${full.proposed}` });
    // 400 examples: five standard errors around what the source states.
    const error = Math.sqrt((accuracy * (1 - accuracy)) / 400);
    expect(Math.abs(full.accuracy - accuracy)).toBeLessThan(5 * error);
    expect(full.proposed).toMatch(proposed);
    expect(await units(page)).toBe(all);
    await pruned(page);
    const smaller = await exported(page, info);
    expect(smaller.name).toMatch(file);
    expect(smaller.difference).toBeLessThan(1e-4);
    const before = await Promise.all(files.map(async (each) => (await stat(each)).size));
    expect((await stat(smaller.path)).size).toBeLessThan(before.reduce((sum, size) => sum + size, 0));

    await visitAnew(page, `/?${fewest}&calibration=60`);
    await openFiles(page, [smaller.path, ...examples, ...beside]);
    await measured(page);
    expect(await units(page)).toBe(Math.round(all / 2));
    await expect(section(page, "Model and data").getByRole("alert")).toHaveCount(0);
  });
