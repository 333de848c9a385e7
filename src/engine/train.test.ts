import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
import {
  attention,
  batchNorm,
  concat,
  conv,
  dense,
  dropout,
  embedding,
  globalPool,
  input,
  layerNorm,
  network,
  pool,
  recurrent,
} from "../../test/layers.ts";
import { type Layer, type Model, weightsOf } from "../core/model/model.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { train } from "./train.ts";
import type { TrainingState } from "./train-on.ts";

type GlobalPool = Extract<Layer, { kind: "global-pool" }>;

/** Whether the token 3 stands in the text; 0 fills up. */
const text: Model = network(
  input([5]),
  embedding("words", "input", 6, 4),
  { id: "mask", kind: "mask", inputs: ["input"], value: 0 },
  { ...recurrent("gru", "words", "gru", 4, 4), inputs: ["words", "mask"], sequences: true },
  attention("itself", "gru", 2, 4, 3),
  concat("all", "words", "itself"),
  layerNorm("norm", "all", 8),
  { ...(globalPool("mean", "norm") as GlobalPool), inputs: ["norm", "mask"] },
  dense("out", "mean", 8, 2, "softmax"),
);

/** Whether the left half is brighter. */
const image: Model = network(
  input([6, 6, 1]),
  conv("first", "input", [3, 3, 1, 4], "relu"),
  pool("pool", "first", [2, 2]),
  {
    ...conv("grouped", "pool", [2, 2, 2, 4], "elu"),
    groups: 2,
    padding: "same",
    activation: { name: "elu", alpha: 0.5 },
  },
  batchNorm("norm", "grouped", 4),
  {
    id: "slope",
    kind: "prelu",
    inputs: ["norm"],
    weights: { slope: { shape: [4], values: new Float32Array(4).fill(0.1) } },
  },
  { ...dropout("drop", "slope"), rate: 0.1 } as Layer,
  { id: "flat", kind: "flatten", inputs: ["drop"], order: "channels-first" },
  dense("out", "flat", 16, 2, "softmax"),
);

const random = seededRandom(2, "train-test");
const examples = 96;
const words = Float32Array.from({ length: examples * 5 }, (_, at) => (at % 5 === 4 ? 0 : 1 + random.integer(5)));
/** The left half of every other image is brighter, the right half of the others. */
const pixels = Float32Array.from({ length: examples * 36 }, (_, at) => {
  const bright = at % 6 < 3 === (Math.floor(at / 36) % 2 === 0);
  return random.uniform() + (bright ? 0.5 : 0);
});
const labelled = (label: (row: number) => boolean) =>
  Int32Array.from({ length: examples }, (_, row) => (label(row) ? 1 : 0));
const tasks = [
  {
    title: "tokens",
    model: text,
    inputs: words,
    labels: labelled((row) => words.subarray(row * 5, row * 5 + 5).includes(3)),
  },
  { title: "images", model: image, inputs: pixels, labels: labelled((row) => row % 2 === 0) },
];

describe.each(["wasm", "cpu"] as const)("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.each(tasks)("a network of $title learns in every layer, and leaks nothing", async ({ model, inputs, labels }) => {
    const before = liveTensors();
    const states: TrainingState[] = [];
    const settings = { epochs: 15, batch: 16, rate: 0.02 };
    for await (const { answer } of train(model, inputs, labels, settings, seededRandom(1, "train")))
      states.push(answer);
    expect(liveTensors()).toBe(before);
    const losses = states.map(({ loss }) => loss);
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(losses[14]).toBeLessThan(0.6 * losses[0]);
    const trained = new Map(states[14]?.model.layers.map((layer) => [layer.id, layer]));
    for (const layer of model.layers)
      for (const [name, { values }] of Object.entries(weightsOf(layer))) {
        const after = weightsOf(trained.get(layer.id) as Layer)[name].values;
        const moved = values.some((value, at) => value !== after[at]);
        expect([layer.id, name, moved]).toEqual([layer.id, name, true]);
      }
  });

  it("lets the moving statistics of a norm follow what it reads, a tenth a batch, and leaves them where too little is read", async () => {
    const plain = network(input([2]), batchNorm("norm", "input", 2), dense("out", "norm", 2, 2, "softmax"));
    const given = { mean: [1, -1], variance: [4, 0.25] };
    const norm = { ...plain.layers[1], weights: { ...weightsOf(plain.layers[1]) } } as Layer;
    const start = weightsOf(norm);
    const values = Float32Array.from({ length: 64 }, (_, at) => {
      const side = at % 4 < 2 ? 1 : -1;
      return given.mean[at % 2] + side * Math.sqrt(given.variance[at % 2]);
    });
    const labels = Int32Array.from({ length: 32 }, (_, row) => row % 2);
    const normAfter = async (batch: number) => {
      let last = norm;
      const settings = { epochs: 3, batch, rate: 0.001 };
      for await (const { answer } of train(plain, values, labels, settings, seededRandom(1, "train")))
        last = answer.model.layers[1];
      return weightsOf(last);
    };
    const whole = await normAfter(32);
    for (const name of ["mean", "variance"] as const)
      whole[name].values.forEach((value, channel) => {
        const wanted = given[name][channel] + (start[name].values[channel] - given[name][channel]) * 0.9 ** 3;
        expect(value).toBeCloseTo(wanted, 4);
      });
    const few = await normAfter(8);
    expect([...few.mean.values]).toEqual([...start.mean.values]);
  });
});
