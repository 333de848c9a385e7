import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
import { batchNorm, dense, input, network } from "../../test/layers.ts";
import type { Score } from "../core/game/score.ts";
import { type Model, weightsOf } from "../core/model/model.ts";
import { seededRandom } from "../core/random/random-source.ts";
import type { FineTuneSettings } from "../core/repair/repair-settings.ts";
import type { Lessons, Tuning } from "../core/repair/tuning.ts";
import { fineTune } from "./fine-tune.ts";
import { predict } from "./predict.ts";

const model = network(
  input([4]),
  dense("hidden", "input", 4, 8, "relu"),
  batchNorm("norm", "hidden", 8),
  dense("out", "norm", 8, 3, "softmax"),
);
const random = seededRandom(4, "fine-tune-test");
const count = 90;
const inputs = Float32Array.from({ length: count * 4 }, () => random.uniform() * 2 - 1);
/** The largest of the first three numbers. */
const labels = Int32Array.from({ length: count }, (_, row) => {
  const own = inputs.subarray(row * 4, row * 4 + 3);
  return own.indexOf(Math.max(...own));
});
const inputsOf = (rows: Int32Array) => {
  const read = new Float32Array(rows.length * 4);
  rows.forEach((row, place) => {
    read.set(inputs.subarray(row * 4, row * 4 + 4), place * 4);
  });
  return read;
};
const lessons: Lessons = {
  count,
  inputsOf,
  truthOf: (rows) => ({ kind: "classes", labels: Int32Array.from(rows, (row) => labels[row]) }),
};
const settings: FineTuneSettings = {
  kind: "fine-tune",
  optimizer: "adam",
  rate: 0.02,
  schedule: "cosine",
  epochs: 6,
  batch: 30,
  patience: 99,
  distillation: null,
};
/** Mean of every channel of what the norm reads. */
async function momentsOf(trained: Model): Promise<{ mean: Float64Array }> {
  const read = await predict({ ...trained, output: "hidden", layers: trained.layers.slice(0, 2) }, inputs, count);
  const mean = new Float64Array(8);
  read.forEach((value, at) => {
    mean[at % 8] += value / count;
  });
  return { mean };
}
const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.sqrt(Array.from(a).reduce((sum, value, at) => sum + (value - b[at]) ** 2, 0));
const score = (value: number): Score => ({ value, interval: [value, value], examples: 1 });
/** Gives these scores one after the other. */
const judging = (...values: readonly number[]) => {
  let asked = 0;
  return async () => score(values[asked++] ?? 0);
};

function tuning(
  change: Partial<FineTuneSettings>,
  judge: (model: Model) => Promise<Score>,
  other: Partial<Lessons> = {},
) {
  const given = { ...settings, ...change };
  return fineTune(model, score(0.5), { ...lessons, ...other }, given, judge, seededRandom(1, "tune"), 2);
}

async function whole(steps: ReturnType<typeof tuning>): Promise<{ states: Tuning[]; end: Tuning }> {
  const states: Tuning[] = [];
  for (;;) {
    const { value, done } = await steps.next();
    if (done) return { states, end: value };
    states.push(value.answer);
  }
}

describe.each(["wasm", "cpu"] as const)("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.each([
    ["adam", 0.05],
    ["sgd", 0.1],
  ] as const)("%s lowers the loss, step by step, and leaks nothing", async (optimizer, rate) => {
    const before = liveTensors();
    const { states, end } = await whole(tuning({ optimizer, rate }, judging(0.6, 0.7, 0.8, 0.8, 0.8, 0.9)));
    expect(liveTensors()).toBe(before);
    expect(end.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(end.epochs[5].loss).toBeLessThan(0.8 * end.epochs[0].loss);
    expect(states.filter(({ underway }) => underway !== null).length).toBeGreaterThan(4);
    expect(end.best.epoch).toBe(6);
    // three batches an epoch, each a tenth: what the norm reads now, no longer what it read at first
    const now = await momentsOf(end.best.model);
    const moving = weightsOf(end.best.model.layers[2]);
    const untrained = weightsOf(model.layers[2]);
    const gap = (weights: typeof moving) => distance(weights.mean.values, now.mean);
    expect(gap(moving)).toBeLessThan(0.5 * gap(untrained));
  });

  it("keeps the best weights and ends after the patience is used up", async () => {
    const { end } = await whole(tuning({ patience: 2 }, judging(0.6, 0.9, 0.7, 0.8, 1)));
    expect(end.epochs.map(({ validation }) => validation.value)).toEqual([0.6, 0.9, 0.7, 0.8]);
    expect(end.best).toMatchObject({ epoch: 2, score: { value: 0.9 } });
    const twice = await whole(tuning({ patience: 2 }, judging(0.6, 0.9, 0.7, 0.8, 1)));
    expect(weightsOf(twice.end.best.model.layers[1])).toEqual(weightsOf(end.best.model.layers[1]));
  });

  it("gives the network back as it came where nothing was better", async () => {
    const { end } = await whole(tuning({ epochs: 2 }, judging(0.4, 0.3)));
    expect(end.best.epoch).toBe(0);
    expect(end.best.model).toBe(model);
  });

  it("holds the best so far in every step, and frees everything where it is left", async () => {
    const before = liveTensors();
    const steps = tuning({}, judging(0.9, 0.4));
    let state: Tuning;
    do {
      const { value } = await steps.next();
      state = "answer" in value ? value.answer : value;
    } while (state.underway?.epoch !== 3);
    await steps.return(state);
    expect(liveTensors()).toBe(before);
    expect(state.best).toMatchObject({ epoch: 1, score: { value: 0.9 } });
    expect(weightsOf(state.best.model.layers[1])).not.toEqual(weightsOf(model.layers[1]));
  });

  it("learns from a teacher's outputs alone", async () => {
    const teacher = network(
      input([4]),
      dense("hidden", "input", 4, 8, "tanh"),
      dense("out", "hidden", 8, 3, "softmax"),
    );
    const taught = await predict(teacher, inputs, count);
    const distance = async (from: Model) =>
      (await predict(from, inputs, count)).reduce((sum, value, at) => sum + (value - taught[at]) ** 2, 0);
    const teacherOf = (rows: Int32Array) =>
      Float32Array.from({ length: rows.length * 3 }, (_, at) => taught[rows[Math.floor(at / 3)] * 3 + (at % 3)]);
    const distillation = { temperature: 2, share: 1 };
    const judge = judging(0.6, 0.7, 0.8, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9);
    const { end } = await whole(tuning({ epochs: 14, distillation }, judge, { teacherOf }));
    expect(await distance(end.best.model)).toBeLessThan(0.1 * (await distance(model)));
  });

  it("says so where the loss is no number", async () => {
    const run = whole(tuning({ optimizer: "sgd", rate: 1e30 }, judging()));
    await expect(run).rejects.toMatchObject({
      failure: { kind: "settings-invalid", advice: "Lower the learning rate." },
    });
  });
});
