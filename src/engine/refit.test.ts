import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
import {
  activate,
  add,
  batchNorm,
  concat,
  conv,
  dense,
  depthwise,
  flatten,
  globalPool,
  input,
  network,
  pool,
} from "../../test/layers.ts";
import { dependencyGraphOf } from "../core/dependency/dependency-graph-of.ts";
import { type Layer, type Model, type Tensor, weightsOf } from "../core/model/model.ts";
import { runReference } from "../core/model/reference-network.ts";
import { prune } from "../core/prune/surgery.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { repairSites } from "../core/repair/repair-sites.ts";
import type { Refitting, RepairTask } from "../core/repair/repair-task.ts";
import { withLayerWeights } from "../core/repair/repaired-weights.ts";
import type { Step } from "../core/step.ts";
import { predict } from "./predict.ts";
import { correctBiases, recalibrate, refit } from "./refit.ts";

const examples = 60;

/** A network cut to these units (others whole), and random examples. */
function taskOf(
  model: Model,
  keep: Readonly<Record<string, readonly number[]>>,
): RepairTask & { inputs: Float32Array } {
  const graph = dependencyGraphOf(model);
  const plan = { keep: Object.entries(keep).map(([group, units]) => ({ group, units })) };
  const pruned = prune(model, graph, plan);
  const shape = model.layers[0].kind === "input" ? model.layers[0].shape : [];
  const size = shape.reduce((product, length) => product * length, 1);
  const random = seededRandom(3, "refit-test");
  const inputs = Float32Array.from({ length: examples * size }, () => random.uniform() * 2 - 0.7);
  const inputsOf = (rows: Int32Array) => {
    const read = new Float32Array(rows.length * size);
    rows.forEach((row, place) => {
      read.set(inputs.subarray(row * size, (row + 1) * size), place * size);
    });
    return read;
  };
  const rows = Int32Array.from({ length: examples }, (_, row) => row);
  return { full: model, pruned, sites: repairSites(model, pruned, graph, plan), inputsOf, examples: rows, inputs };
}

async function last(steps: AsyncGenerator<Step<Refitting>, Refitting>): Promise<Refitting> {
  for (;;) {
    const { value, done } = await steps.next();
    if (done) return value;
  }
}

const refitted = (task: RepairTask, penalty = 1e-7) => last(refit(task, penalty, seededRandom(1, "refit")));

/** Mean squared difference from the full network's output. */
async function gap(task: RepairTask & { inputs: Float32Array }, model: Model): Promise<number> {
  const wanted = await predict(task.full, task.inputs, examples);
  const found = await predict(model, task.inputs, examples);
  return wanted.reduce((sum, value, at) => sum + (value - found[at]) ** 2, 0) / wanted.length;
}

/** The layer with output unit `to` made a copy of unit `from`, `times` as strong. */
function copied<L extends Layer>(layer: L, from: number, to: number, times: number): L {
  const weights = Object.fromEntries(
    Object.entries(weightsOf(layer)).map(([name, { shape, values }]): [string, Tensor] => {
      const width = shape[shape.length - 1];
      const moved = values.map((value, at) => (at % width === to ? times * values[at - to + from] : value));
      return [name, { shape, values: moved }];
    }),
  );
  return withLayerWeights(layer, weights);
}

const image = network(
  input([7, 7, 2]),
  conv("first", "input", [3, 3, 2, 5], "relu"),
  pool("pool", "first", [2, 2]),
  { ...conv("second", "pool", [2, 2, 5, 4], "relu"), padding: "same", strides: [2, 1] },
  flatten("flat", "second", "channels-first"),
  dense("hidden", "flat", 8, 6, "tanh"),
  dense("out", "hidden", 6, 3),
);

/** Norms after layers with and without a bias, a sum of two branches, and a depthwise layer. */
const residual = network(
  input([5, 5, 2]),
  conv("stem", "input", [3, 3, 2, 6], "relu"),
  { ...conv("inner", "stem", [1, 1, 6, 6]), weights: { kernel: conv("x", "x", [1, 1, 6, 6]).weights.kernel } },
  batchNorm("norm", "inner", 6),
  activate("relu", "norm", "relu"),
  { ...depthwise("depth", "relu", [2, 2, 6, 1]), padding: "same" },
  conv("back", "depth", [1, 1, 6, 6]),
  add("sum", "stem", "back"),
  globalPool("mean", "sum"),
  dense("out", "mean", 6, 3, "softmax"),
);

describe.each(["wasm", "cpu"] as const)("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it("makes up for units that were copies of kept ones, through a convolution and a dense layer", async () => {
    const layers = image.layers.map((layer) =>
      layer.id === "first"
        ? copied(copied(layer, 0, 3, 2), 1, 4, 0.5)
        : layer.id === "hidden"
          ? copied(layer, 2, 5, 1)
          : layer,
    );
    const task = taskOf({ ...image, layers }, { first: [0, 1, 2], hidden: [0, 1, 2, 3, 4] });
    const before = await gap(task, task.pruned);
    const { model, fits } = await refitted(task);
    expect(fits.map(({ layer }) => layer)).toEqual(["second", "hidden", "out"]);
    expect(before).toBeGreaterThan(1e-3);
    expect(await gap(task, model)).toBeLessThan(1e-7);
    for (const { explained } of fits) expect(explained?.after).toBeGreaterThan(0.9999);
  });

  it("never explains less than before, sampled or not, and leaks nothing", async () => {
    for (const task of [
      taskOf(image, { first: [1, 4], second: [0, 2, 3], hidden: [2, 3] }),
      taskOf(residual, { inner: [0, 2, 5], "stem+back": [1, 2, 4] }),
    ]) {
      const tensors = liveTensors();
      for (const penalty of [1e-6, 1e-3, 1]) {
        const { fits } = await refitted(task, penalty);
        for (const { layer, explained } of fits)
          if (explained) expect([layer, explained.after >= explained.before - 1e-6]).toEqual([layer, true]);
      }
      expect(liveTensors()).toBe(tensors);
    }
  });

  it("comes nearer to the full network through a norm, a depthwise layer and a sum", async () => {
    const task = taskOf(residual, { inner: [0, 2, 5], "stem+back": [1, 2, 4, 5] });
    const before = await gap(task, task.pruned);
    const { model, fits } = await refitted(task, 1e-3);
    expect(fits.map(({ layer, kind }) => `${layer} ${kind}`)).toEqual([
      "inner linear",
      "norm norm",
      "depth linear",
      "back linear",
      "out linear",
    ]);
    expect(await gap(task, model)).toBeLessThan(0.7 * before);
    const inner = model.layers.find(({ id }) => id === "inner");
    expect(Object.keys(weightsOf(inner as Layer))).toEqual(["kernel"]);
  });

  it("measures a norm's mean and variance anew", async () => {
    const task = taskOf(residual, { "stem+back": [1, 2] });
    const tensors = liveTensors();
    const { model, fits } = await last(recalibrate(task));
    expect(liveTensors()).toBe(tensors);
    expect(fits.map(({ layer }) => layer)).toEqual(["norm"]);
    const upTo = { ...model, layers: model.layers.slice(0, 3), output: "inner" };
    const read = runReference(upTo, task.inputs, examples);
    const { mean, variance } = weightsOf(model.layers[3]);
    for (let channel = 0; channel < 6; channel++) {
      const values = read.filter((_, at) => at % 6 === channel);
      const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(mean.values[channel]).toBeCloseTo(middle, 4);
      const spread = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length;
      expect(variance.values[channel]).toBeCloseTo(spread, 4);
    }
  });

  it("corrects biases so that every output has the full network's mean, and changes nothing else", async () => {
    const task = taskOf(residual, { inner: [0, 2, 5], "stem+back": [1, 2, 4] });
    const tensors = liveTensors();
    const { model } = await last(correctBiases(task));
    expect(liveTensors()).toBe(tensors);
    const meansAt = (from: Model, id: string, kept: readonly number[]) => {
      const layers = from.layers.slice(0, from.layers.findIndex((layer) => layer.id === id) + 1);
      const values = runReference({ ...from, layers, output: id }, task.inputs, examples);
      const width = weightsOf(layers[layers.length - 1]).bias.shape[0];
      const sums = new Float64Array(width);
      values.forEach((value, at) => {
        sums[at % width] += (value * width) / values.length;
      });
      return kept.map((channel) => sums[channel]);
    };
    const [wanted, found] = [meansAt(task.full, "back", [1, 2, 4]), meansAt(model, "back", [0, 1, 2])];
    found.forEach((value, channel) => {
      expect(value).toBeCloseTo(wanted[channel], 4);
    });
    for (const [place, layer] of model.layers.entries())
      for (const [name, { values }] of Object.entries(weightsOf(layer)))
        if (name !== "bias" && name !== "mean")
          expect(values).toEqual(weightsOf(task.pruned.layers[place])[name].values);
  });

  it("fits a 1 x 1 convolution as it fits the dense layer of the same numbers", async () => {
    const asDense = network(input([3, 3, 4]), dense("a", "input", 4, 6, "relu"), dense("out", "a", 6, 2));
    const asConv = network(input([3, 3, 4]), conv("a", "input", [1, 1, 4, 6], "relu"), conv("out", "a", [1, 1, 6, 2]));
    const layers = asConv.layers.map((layer, place) =>
      withLayerWeights(
        layer,
        Object.fromEntries(
          Object.entries(weightsOf(asDense.layers[place])).map(([name, { values }]) => [
            name,
            { shape: weightsOf(layer)[name].shape, values },
          ]),
        ),
      ),
    );
    const [one, other] = await Promise.all(
      [asDense, { ...asConv, layers }].map((model) => refitted(taskOf(model, { a: [0, 3, 5] }), 1e-3)),
    );
    const [kernel, same] = [one, other].map(({ model }) => weightsOf(model.layers[2]).kernel.values);
    kernel.forEach((value, at) => {
      expect(same[at]).toBeCloseTo(value, 4);
    });
  });

  it("fits a layer that reads more numbers than there are examples", async () => {
    const wide = network(input([4]), dense("a", "input", 4, 200, "relu"), dense("out", "a", 200, 2));
    const task = taskOf(wide, { a: Array.from({ length: 100 }, (_, unit) => 2 * unit) });
    const tensors = liveTensors();
    const { model, fits } = await refitted(task, 1e-3);
    expect(liveTensors()).toBe(tensors);
    expect(fits[0].rows).toBe(examples);
    expect(fits[0].explained?.after).toBeGreaterThan(0.999);
    expect(await gap(task, model)).toBeLessThan(0.01 * (await gap(task, task.pruned)));
  });

  it("through a concat each branch counts", async () => {
    const joined = network(
      input([5]),
      dense("left", "input", 5, 4, "relu"),
      dense("right", "input", 5, 4, "tanh"),
      concat("both", "left", "right"),
      dense("out", "both", 8, 2),
    );
    const task = taskOf(joined, { left: [0, 1, 3], right: [1, 2] });
    const before = await gap(task, task.pruned);
    const { model } = await refitted(task);
    expect(await gap(task, model)).toBeLessThan(0.6 * before);
  });

  it("frees everything when it is left on the way", async () => {
    const task = taskOf(image, { first: [1, 4], hidden: [2, 3] });
    const tensors = liveTensors();
    const steps = refit(task, 1e-3, seededRandom(1, "refit"));
    await steps.next();
    await steps.return({ model: task.pruned, fits: [] });
    expect(liveTensors()).toBe(tensors);
  });
});
