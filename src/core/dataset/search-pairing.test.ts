import { describe, expect, test } from "vitest";
import type { Outputs } from "../game/evaluator.ts";
import { seededRandom } from "../random/random-source.ts";
import type { Dataset } from "./dataset.ts";
import { measuredValues } from "./measure-values.ts";
import { pairRows } from "./pair-rows.ts";
import { type Pairing, type PairingChoice, plainPairing } from "./pairing.ts";
import { pairingCandidates } from "./pairing-candidates.ts";
import { scoreOfTrial, type TrialTruth } from "./pairing-trial.ts";
import { waysBetween } from "./pairing-ways.ts";
import { type PairingSearch, searchPairing } from "./search-pairing.ts";

const side = 8;
const classes = 4;
const count = 400;
const random = seededRandom(5, "images");
/** Each class is a bright patch in a corner of its own on a dark ground, with noise; bytes. */
const inputs = new Uint8Array(count * side * side);
const labels = Int32Array.from({ length: count }, (_, i) => i % classes);
labels.forEach((label, image) => {
  const [top, left] = [label < 2 ? 0 : 4, label % 2 === 0 ? 0 : 4];
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const lit = y >= top && y < top + 4 && x >= left && x < left + 4;
      inputs[image * side * side + y * side + x] = random.integer(90) + (lit ? 60 : 0);
    }
});
const toy: Dataset = {
  name: "toy",
  count,
  shape: [side, side],
  inputs,
  labels,
  classNames: ["a", "b", "c", "d"],
  range: [0, 255],
};
const rows = Int32Array.from({ length: count }, (_, row) => row);
const input = [side, side, 1];
const plain: Pairing = {
  ...plainPairing,
  image: { plane: [side, side], order: "channels-last" },
  values: { kind: "affine", scale: [1 / 255], offset: [0] },
};
const habits = { tokens: false, rescales: false, standardises: false };

const powerOf = (x: Float32Array) => x.reduce((sum, value) => sum + value ** 2, 0) / x.length;

/**
 * A network that knows each class's mean input under the pairing that it was "trained" with, and votes for the nearest;
 * inputs that are stronger or weaker than any it has seen all look alike to it.
 */
function networkTrainedOn(dataset: Dataset, pairing: Pairing, order: readonly number[] = [0, 1, 2, 3]) {
  const trained = pairRows(dataset, pairing, input, rows);
  const size = side * side;
  const means = Array.from({ length: classes }, () => new Float64Array(size));
  dataset.labels.forEach((label, row) => {
    for (let i = 0; i < size; i++) means[label][i] += trained[row * size + i] / (count / classes);
  });
  const powers = Array.from(rows, (row) => powerOf(trained.subarray(row * size, (row + 1) * size)));
  const [weakest, strongest] = [0.99 * Math.min(...powers), 1.01 * Math.max(...powers)];
  return (x: Float32Array, examples: number): Outputs => {
    const values = new Float32Array(examples * classes);
    for (let e = 0; e < examples; e++) {
      const power = powerOf(x.subarray(e * size, (e + 1) * size));
      if (power < weakest || power > strongest) continue;
      for (let k = 0; k < classes; k++)
        for (let i = 0; i < size; i++) values[e * classes + order[k]] -= (x[e * size + i] - means[k][i]) ** 2;
    }
    return { rows: 1, examples, width: classes, kind: "logits", values };
  };
}

async function search(
  network: ReturnType<typeof networkTrainedOn>,
  {
    dataset = toy,
    choice = {},
    standardises = false,
  }: { dataset?: Dataset; choice?: PairingChoice; standardises?: boolean } = {},
) {
  const truth: TrialTruth = { kind: "classes", labels };
  let predictions = 0;
  const searching = searchPairing({
    candidates: pairingCandidates({
      dataset,
      inputShape: input,
      rows,
      ways: waysBetween(dataset.shape, input, { pixels: true, tokens: false }),
      habits: { ...habits, standardises },
      choice,
      order: null,
    }),
    truth,
    classes,
    heat: 100,
    final: count,
    async answer(pairing, from, to) {
      predictions++;
      return network(pairRows(dataset, pairing, input, rows.subarray(from, to)), to - from);
    },
  });
  let last: PairingSearch | null = null;
  for (;;) {
    const { value, done } = await searching.next();
    last = value;
    if (done) break;
  }
  const { trials, proposed } = last;
  return { trials, pairing: proposed.pairing, score: scoreOfTrial(proposed, truth), predictions };
}

describe("the pairing that is proposed", () => {
  test("is the commonest where nothing beats it", async () => {
    const found = await search(networkTrainedOn(toy, plain));
    expect(found.pairing).toEqual(plain);
    expect(found.score.value).toBeGreaterThan(0.95);
    expect(found.trials.length).toBeGreaterThan(8);
    expect(found.predictions).toBeLessThanOrEqual(25 + 4);
  });

  test("is the commonest of the network's kind where the examples tell nothing", async () => {
    const answers = { rows: 1, width: classes, kind: "logits" } as const;
    const silent = (_: Float32Array, examples: number): Outputs => ({
      ...answers,
      examples,
      values: new Float32Array(examples * classes),
    });
    // numbers such as MNIST's: a grey ground of 8, three pixels in twenty of 210
    const digits = { ...toy, inputs: inputs.map((_, i) => (i % 20 < 3 ? 210 : 2)) };
    expect((await search(silent, { dataset: digits })).pairing.values).toEqual(plain.values);
    const { values } = (await search(silent, { dataset: digits, standardises: true })).pairing;
    expect(values).toEqual({ kind: "affine", scale: [1 / (255 * 0.3081)], offset: [-0.1307 / 0.3081] });
  });

  test("has each image's columns at length 1 where the network was trained so", async () => {
    const trained = { ...plain, values: { kind: "unit-length", along: "columns" } } as const;
    expect((await search(networkTrainedOn(toy, trained))).pairing).toEqual(trained);
  });

  test("standardises by the examples' own numbers where the network was trained so", async () => {
    const own = measuredValues(toy, plain, input, rows, { what: "mean-and-deviation", per: "channel" });
    const found = await search(networkTrainedOn(toy, { ...plain, values: own }));
    expect(found.pairing.values).toEqual(own);
    expect(found.score.examples).toBe(100);
  });

  test("exchanges light and dark, rows and columns, or both", async () => {
    const dark = { ...toy, inputs: inputs.map((value) => 255 - value) };
    const turned = { ...toy, inputs: Uint8Array.from(inputs) };
    for (let image = 0; image < count; image++)
      for (let y = 0; y < side; y++)
        for (let x = 0; x < side; x++)
          turned.inputs[image * side * side + x * side + y] = inputs[image * side * side + y * side + x];
    const both = { ...turned, inputs: turned.inputs.map((value) => 255 - value) };
    const network = networkTrainedOn(toy, plain);
    expect((await search(network, { dataset: dark })).pairing).toMatchObject({ invertedFrom: 255, transposed: false });
    expect((await search(network, { dataset: turned })).pairing).toMatchObject({
      invertedFrom: null,
      transposed: true,
    });
    expect((await search(network, { dataset: both })).score.value).toBeGreaterThan(0.95);
  });

  test("reorders the classes where only their order is wrong", async () => {
    const found = await search(networkTrainedOn(toy, plain, [2, 0, 3, 1]));
    expect(found.pairing).toEqual({ ...plain, classes: [2, 0, 3, 1] });
    expect(found.score.value).toBeGreaterThan(0.95);
  });

  test("keeps what the person chose, and looks for the rest", async () => {
    const trained = { ...plain, values: { kind: "unit-length", along: "columns" } } as const;
    const network = networkTrainedOn(toy, trained);
    const values = { kind: "affine", scale: [0.01], offset: [0] } as const;
    const some = await search(network, { choice: { values } });
    expect(some.trials.every(({ pairing }) => pairing.values === values)).toBe(true);
    expect(some.trials.length).toBeGreaterThan(1);
    const whole = await search(network, { choice: { ...plain, values } });
    expect(whole.trials.length).toBe(1);
    expect(whole.pairing).toEqual({ ...plain, values });
  });
});
