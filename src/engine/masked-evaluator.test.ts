import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
import { lenet5 } from "../../bench/train/lenet5.ts";
import { randomModel } from "../../test/random-model.ts";
import type { DependencyGraph } from "../core/dependency/dependency-graph.ts";
import { dependencyGraphOf } from "../core/dependency/dependency-graph-of.ts";
import type { CoalitionBatch } from "../core/game/coalition-batch.ts";
import { type Players, playersOf } from "../core/game/players.ts";
import type { Model } from "../core/model/model.ts";
import { runReference } from "../core/model/reference-network.ts";
import { type RandomSource, seededRandom } from "../core/random/random-source.ts";
import { everyTrick } from "./evaluation/tricks.ts";
import { loopEvaluator } from "./loop-evaluator.ts";
import { defaultLimits, maskedEvaluator } from "./masked-evaluator.ts";

const sizeOf = (shape: readonly number[]) => shape.reduce((product, axis) => product * axis, 1);

function inputSize(model: Model): number {
  const input = model.layers.find((layer) => layer.kind === "input");
  return input?.kind === "input" ? sizeOf(input.shape) : 0;
}

/** A few random examples of a model, addressed by row. */
function examplesOf(model: Model, count: number, random: RandomSource) {
  const size = inputSize(model);
  const inputs = Float32Array.from({ length: count * size }, () => 2 * random.uniform() - 1);
  const rows = Int32Array.from({ length: count }, (_, row) => row);
  const inputsOf = (chosen: Int32Array) => {
    const picked = new Float32Array(chosen.length * size);
    chosen.forEach((row, place) => {
      picked.set(inputs.subarray(row * size, (row + 1) * size), place * size);
    });
    return picked;
  };
  return { inputs, rows, inputsOf };
}

const randomBatch = (players: number, rows: number, random: RandomSource): CoalitionBatch => ({
  players,
  rows,
  members: Uint8Array.from({ length: rows * players }, () => (random.uniform() < 0.5 ? 1 : 0)),
});

/** What the reference network gives for every coalition, with gains. */
function expectedOutputs(
  model: Model,
  graph: DependencyGraph,
  players: Players,
  batch: CoalitionBatch,
  inputs: Float32Array,
  count: number,
  gains?: Float32Array,
) {
  return Array.from({ length: batch.rows }, (_, row) => {
    const units = new Float64Array(graph.unitOffset[graph.groups.length]).fill(1);
    players.graphUnitOf.forEach((unit, player) => {
      const place = row * batch.players + player;
      units[unit] = batch.members[place] * (gains?.[place] ?? 1);
    });
    return [...runReference(model, inputs, count, { mask: { graph, units } })];
  }).flat();
}

const worstGap = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((worst, value, place) => Math.max(worst, Math.abs(value - b[place]) / (1 + Math.abs(value))), 0);

const stackedOnly = new Set([...everyTrick].filter((trick) => trick !== "kernel"));

describe.each([
  ["wasm", "with our kernel", everyTrick],
  ["wasm", "stacked", stackedOnly],
  ["cpu", "stacked", everyTrick],
] as const)("on %s, %s", (backend, _, tricks) => {
  beforeAll(() => startBackend(backend));

  it("equals the reference network on 40 random networks, folded, stacked and with gains", async () => {
    let played = 0;
    for (let seed = 0; seed < 40; seed++) {
      const random = seededRandom(seed, "masked-evaluator");
      const model = randomModel(random);
      const graph = dependencyGraphOf(model);
      const players = playersOf(graph);
      const { inputs, rows, inputsOf } = examplesOf(model, 5, random);
      const batch = randomBatch(players.count, 3, random);
      const gains = Float32Array.from({ length: batch.members.length }, () => 0.5 + random.uniform());
      const limits = { ...defaultLimits, examples: 2 + (seed % 4) };
      const evaluator = maskedEvaluator(model, graph, players, inputsOf, limits, tricks);
      const plain = await evaluator.outputs(batch, rows);
      expect(worstGap(expectedOutputs(model, graph, players, batch, inputs, 5), plain.values)).toBeLessThan(1e-4);
      const scaled = await evaluator.outputs(batch, rows, gains);
      expect(worstGap(expectedOutputs(model, graph, players, batch, inputs, 5, gains), scaled.values)).toBeLessThan(
        1e-4,
      );
      evaluator.dispose();
      played += players.count;
    }
    expect(played).toBeGreaterThan(200);
  });
});

describe.each([
  ["with our kernel", everyTrick],
  ["stacked", stackedOnly],
] as const)("LeNet-5 on wasm, %s", (_, tricks) => {
  beforeAll(() => startBackend("wasm"));
  const random = seededRandom(7, "lenet");
  const model = lenet5(random);
  const graph = dependencyGraphOf(model);
  const players = playersOf(graph);
  const { rows, inputsOf } = examplesOf(model, 30, random);
  const batch = randomBatch(226, 12, random);

  it("has 226 players", () => expect(players.count).toBe(226));

  it("equals the mask-by-mask loop to 1e-5", async () => {
    const [fast, plain] = [
      maskedEvaluator(model, graph, players, inputsOf, defaultLimits, tricks),
      loopEvaluator(model, graph, players, inputsOf),
    ];
    const a = await fast.outputs(batch, rows);
    const b = await plain.outputs(batch, rows);
    expect(worstGap(a.values, b.values)).toBeLessThan(1e-5);
    fast.dispose();
    plain.dispose();
  });

  it("gives the same numbers to the bit however the coalitions are cut into batches", async () => {
    const evaluator = maskedEvaluator(model, graph, players, inputsOf, defaultLimits, tricks);
    const whole = await evaluator.outputs(batch, rows);
    for (let row = 0; row < batch.rows; row++) {
      const one = { players: 226, rows: 1, members: batch.members.subarray(row * 226, (row + 1) * 226) };
      const alone = await evaluator.outputs(one, rows);
      const size = whole.values.length / batch.rows;
      expect([...alone.values]).toEqual([...whole.values.subarray(row * size, (row + 1) * size)]);
    }
    evaluator.dispose();
  });

  it("leaks no tensor: calls keep what is cached, dispose frees all", async () => {
    const before = liveTensors();
    const evaluator = maskedEvaluator(model, graph, players, inputsOf, { ...defaultLimits, examples: 7 }, tricks);
    await evaluator.outputs(batch, rows);
    const held = liveTensors();
    await evaluator.outputs(batch, rows);
    await evaluator.warm(rows, 2);
    expect(liveTensors()).toBe(held);
    evaluator.dispose();
    expect(liveTensors()).toBe(before);
  });

  it("keeps nothing between calls where the cache is too small, with the same answer", async () => {
    const [small, large] = [
      maskedEvaluator(model, graph, players, inputsOf, { ...defaultLimits, cacheBytes: 0 }, tricks),
      maskedEvaluator(model, graph, players, inputsOf, defaultLimits, tricks),
    ];
    const a = await small.outputs(batch, rows);
    const before = liveTensors();
    await small.outputs(batch, rows);
    expect(liveTensors()).toBe(before);
    expect(worstGap(a.values, (await large.outputs(batch, rows)).values)).toBeLessThan(1e-5);
    small.dispose();
    large.dispose();
  });
});
