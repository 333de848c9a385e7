import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
import { lenet5 } from "../../bench/train/lenet5.ts";
import { caughtFailure } from "../../test/caught-failure.ts";
import { dependencyGraphOf } from "../core/dependency/dependency-graph-of.ts";
import { playersOf } from "../core/game/players.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { defaultLimits } from "./evaluation/limits.ts";
import { everyTrick } from "./evaluation/tricks.ts";
import { planEvaluation } from "./evaluation-plan.ts";
import { guardWasmHeap } from "./guarded-heap.ts";
import { predict } from "./predict.ts";
import { stackedEvaluator } from "./stacked-evaluator.ts";
import { tf } from "./tf.ts";

/** Bytes that the heap of tfjs gives at once at most; tfjs itself is told 0 above it, as where the memory is full. */
let most = Number.POSITIVE_INFINITY;
let refused = 0;

beforeAll(async () => {
  await startBackend("wasm");
  const { wasm } = tf.backend() as unknown as { wasm: { _malloc(bytes: number): number; _free(at: number): void } };
  wasm._free(wasm._malloc(1));
  const { _malloc } = wasm;
  wasm._malloc = (bytes) => {
    if (bytes <= most) return _malloc(bytes);
    refused++;
    return 0;
  };
  guardWasmHeap();
});
beforeEach(() => {
  refused = 0;
});
afterEach(() => {
  most = Number.POSITIVE_INFINITY;
});

const random = seededRandom(7, "heap");
const model = lenet5(random);
const graph = dependencyGraphOf(model);
const players = playersOf(graph);
const inputs = Float32Array.from({ length: 40 * 784 }, () => random.uniform());
const rows = Int32Array.from({ length: 40 }, (_, row) => row);
const inputsOf = (wanted: Int32Array) => {
  const found = new Float32Array(wanted.length * 784);
  wanted.forEach((row, at) => {
    found.set(inputs.subarray(row * 784, (row + 1) * 784), at * 784);
  });
  return found;
};
const batch = {
  players: players.count,
  rows: 24,
  members: Uint8Array.from({ length: 24 * players.count }, () => (random.uniform() < 0.5 ? 1 : 0)),
};
const worstGap = (a: Float32Array, b: Float32Array) =>
  a.reduce((worst, value, at) => Math.max(worst, Math.abs(value - (b[at] ?? Number.NaN))), 0);

it("plays fewer coalitions at once where tfjs's memory is full, fails with numbers where one is too many, and leaks nothing", async () => {
  const plan = planEvaluation(model, graph, players);
  const evaluator = stackedEvaluator(model, plan, players.count, inputsOf, defaultLimits, everyTrick);
  const expected = (await evaluator.outputs(batch, rows)).values;
  const before = liveTensors();
  most = 2 ** 20;
  const found = (await evaluator.outputs(batch, rows)).values;
  expect(refused).toBeGreaterThan(0);
  expect(worstGap(expected, found)).toBeLessThan(1e-5);
  expect(liveTensors()).toBe(before);
  most = 256;
  const failure = await caughtFailure(() => evaluator.outputs(batch, rows));
  expect(failure.kind).toBe("out-of-memory");
  expect(failure.message).toMatch(/refused a pass of one coalition, which takes about \d+ MiB/);
  expect(failure.details).toMatch(/no 1 MiB more; it has \d+ MiB/);
  expect(liveTensors()).toBe(before);
  most = Number.POSITIVE_INFINITY;
  expect(worstGap(expected, (await evaluator.outputs(batch, rows)).values)).toBeLessThan(1e-5);
  evaluator.dispose();
});

it("predicts in smaller chunks where tfjs's memory is full, and fails with numbers where one example is too many", async () => {
  const before = liveTensors();
  const expected = await predict(model, inputs, 40);
  most = 2 ** 18;
  const found = await predict(model, inputs, 40);
  expect(refused).toBeGreaterThan(0);
  expect(worstGap(expected, found)).toBeLessThan(1e-6);
  most = 512;
  const failure = await caughtFailure(() => predict(model, inputs, 40));
  expect(failure).toMatchObject({ kind: "out-of-memory", message: expect.stringMatching(/no 1 MiB more; it has \d+/) });
  most = Number.POSITIVE_INFINITY;
  expect(liveTensors()).toBe(before);
});
