import { beforeAll, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
import { activate, add, batchNorm, conv, dense, globalPool, input, network } from "../../test/layers.ts";
import { dependencyGraphOf } from "../core/dependency/dependency-graph-of.ts";
import { playersOf } from "../core/game/players.ts";
import { planFrom } from "../core/prune/plan-from.ts";
import { prune } from "../core/prune/surgery.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { repairSites } from "../core/repair/repair-sites.ts";
import { predict } from "./predict.ts";
import { recalibratedGame } from "./recalibrated-game.ts";
import { recalibrate } from "./refit.ts";

const same = (...given: Parameters<typeof conv>) => ({ ...conv(...given), padding: "same" as const });

/** A convolution and a residual block behind it, with norms whose moving statistics are those of no data. */
const model = network(
  input([6, 6, 2]),
  same("stem", "input", [3, 3, 2, 4]),
  batchNorm("stem-norm", "stem", 4),
  activate("stem-relu", "stem-norm", "relu"),
  same("inner", "stem-relu", [3, 3, 4, 5]),
  batchNorm("inner-norm", "inner", 5),
  activate("inner-relu", "inner-norm", "relu"),
  same("outer", "inner-relu", [3, 3, 5, 4]),
  batchNorm("outer-norm", "outer", 4),
  add("sum", "outer-norm", "stem-relu"),
  activate("sum-relu", "sum", "relu"),
  globalPool("pooled", "sum-relu"),
  dense("out", "pooled", 4, 3),
);
const graph = dependencyGraphOf(model);
const players = playersOf(graph);
const examples = 40;
const size = 72;
const random = seededRandom(5, "recalibrated-game");
const inputs = Float32Array.from({ length: examples * size }, () => random.uniform() * 2 - 0.7);
const inputsOf = (rows: Int32Array) =>
  Float32Array.from([...rows].flatMap((row) => [...inputs.subarray(row * size, (row + 1) * size)]));
const rows = Int32Array.from({ length: examples }, (_, row) => row);
/** Two of the stem's four units, three of the inner five. */
const selection = Uint8Array.of(1, 0, 1, 0, 1, 1, 0, 0, 1);
const batchOf = (...each: Uint8Array[]) => ({
  players: players.count,
  rows: each.length,
  members: Uint8Array.from(each.flatMap((one) => [...one])),
});

beforeAll(() => startBackend("wasm"));

it("gives what the pruned network gives once it is recalibrated on the same examples", async () => {
  const before = liveTensors();
  const plan = planFrom(selection, players);
  const cut = prune(model, graph, plan);
  const sites = repairSites(model, cut, graph, plan);
  let repaired = cut;
  for await (const { answer } of recalibrate({ full: model, pruned: cut, sites, inputsOf, examples: rows }))
    repaired = answer.model;
  const expected = await predict(repaired, inputs, examples);
  const unrepaired = await predict(cut, inputs, examples);

  const game = recalibratedGame(model, graph, players, inputsOf);
  const other = Uint8Array.of(1, 1, 1, 1, 0, 0, 1, 1, 1);
  const { values } = await game.outputs(batchOf(other, selection), rows);
  const found = values.subarray(expected.length);
  const gap = (a: ArrayLike<number>) => Math.max(...Array.from(found, (value, at) => Math.abs(value - a[at])));
  expect(gap(expected)).toBeLessThan(1e-4);
  expect(gap(unrepaired)).toBeGreaterThan(0.01);
  expect(gap(values.subarray(0, expected.length))).toBeGreaterThan(1e-3);
  game.dispose();
  expect(liveTensors()).toBe(before);
});

it("plays coalitions one by one as it plays them together", async () => {
  const game = recalibratedGame(model, graph, players, inputsOf, 20);
  const whole = new Uint8Array(players.count).fill(1);
  const together = await game.outputs(batchOf(whole, selection), rows);
  const alone = await game.outputs(batchOf(selection), rows);
  alone.values.forEach((value, at) => {
    expect(value).toBeCloseTo(together.values[alone.values.length + at], 5);
  });
  game.dispose();
});

it("differentiates through the statistics", async () => {
  const before = liveTensors();
  const game = recalibratedGame(model, graph, players, inputsOf);
  const labels = Int32Array.from(rows, (row) => row % 3);
  const batch = batchOf(selection);
  const found = await game.gradients(batch, rows, labels);
  const worth = async (gains: Float32Array) => {
    const { values } = await game.outputs(batch, rows, gains);
    let sum = 0;
    for (let row = 0; row < examples; row++) {
      const own = values.subarray(row * 3, row * 3 + 3);
      const total = own.reduce((all, each) => all + Math.exp(each), 0);
      sum += own[labels[row]] - Math.log(total);
    }
    return sum / examples;
  };
  const step = 0.02;
  let compared = 0;
  for (let player = 0; player < players.count; player++) {
    if (!selection[player]) continue;
    const at = (gain: number) => worth(new Float32Array(players.count).fill(1).fill(gain, player, player + 1));
    const slope = ((await at(1 + step)) - (await at(1 - step))) / (2 * step);
    expect(Math.abs(found[player] - slope)).toBeLessThan(0.02 * Math.abs(slope) + 2e-3);
    compared++;
  }
  expect(compared).toBe(5);
  expect(found.some((value) => Math.abs(value) > 0.01)).toBe(true);
  game.dispose();
  expect(liveTensors()).toBe(before);
});
