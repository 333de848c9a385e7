import { expect, test } from "vitest";
import { drawBernoulli } from "../estimate/bernoulli-coalitions.ts";
import { FailureError } from "../failure.ts";
import { allCoalitions } from "../game/all-coalitions.ts";
import { emptyBatch } from "../game/coalition-batch.ts";
import { gameOf } from "../game/game-of.ts";
import { gloveGame } from "../game/glove.ts";
import { majorityGame } from "../game/majority.ts";
import { unanimityGame } from "../game/unanimity.ts";
import { weightedVotingGame } from "../game/weighted-voting.ts";
import { seededRandom } from "../random/random-source.ts";
import { bankruptcyGame } from "../tiny/bankruptcy.ts";
import { tabulate } from "../tiny/tabulate.ts";
import { excesses } from "./excess.ts";
import { leastCore } from "./least-core.ts";
import { type SampledLeastCore, type SampledLeastCoreSettings, sampledLeastCore } from "./sampled-least-core.ts";

async function solved(
  players: number,
  values: Float64Array,
  settings: Partial<SampledLeastCoreSettings> = {},
): Promise<SampledLeastCore> {
  const run = sampledLeastCore(allCoalitions(players), values, values.at(-1)!, values[0]!, settings);
  let last: SampledLeastCore | null = null;
  for await (const { answer } of run) last = answer;
  return last!;
}
const tight = { tolerance: 1e-4, iterations: 20_000, stepIterations: 1000 };

test.each([
  ["majority of three", majorityGame(3, 2)],
  ["glove", gloveGame(2, 3)],
  ["unanimity", unanimityGame(5, [0, 2])],
  ["voting", weightedVotingGame([4, 4, 4, 2, 2, 1], 12)],
  ["bankruptcy", bankruptcyGame(250, [100, 200, 300])],
  ["saturating", gameOf(9, (c) => 0.1 + Math.sqrt(c.reduce((sum, member, i) => sum + member * i, 0)))],
])("heard in full, %s has the deficit of its exact least core", async (_, game) => {
  const values = await tabulate(game);
  const total = values.at(-1)! - values[0]!;
  const { allocation, deficit, bound, constraints } = await solved(game.players, values, tight);
  const exact = leastCore(values).deficit;
  expect(Math.abs(deficit - exact)).toBeLessThan(2e-4 * total);
  expect(bound).toBeLessThan(exact + 1e-9 * total);
  expect(deficit).toBeGreaterThan(exact - 1e-9 * total);
  expect(constraints).toBe(values.length - 2);
  expect(allocation.reduce((sum, share) => sum + share, 0)).toBeCloseTo(total, 9);
  expect(Math.min(...allocation)).toBeGreaterThanOrEqual(0);
  const worth = values.map((value) => value - values[0]!);
  expect(Math.max(...excesses(worth, allocation).subarray(1, -1))).toBeCloseTo(deficit, 9);
});

test("games that are not monotone come to the least core without negative shares", async () => {
  const random = seededRandom(6);
  const values = Float64Array.from({ length: 64 }, () => random.uniform());
  values[63] = 1.5;
  const exact = leastCore(values, true).deficit;
  const found = await solved(6, values, tight);
  expect(Math.abs(found.deficit - exact)).toBeLessThan(3e-4);
});

test("of a hundred players sampled, the irreplaceable one receives most and a twin less than its worth alone", async () => {
  const players = 100;
  const random = seededRandom(2);
  // nothing works without player 0; players 1 and 2 do the same
  const game = gameOf(players, (c) => c[0]! * (5 + 3 * (c[1]! | c[2]!) + 0.1 * c.reduce((sum, z) => sum + z, 0)));
  const batch = emptyBatch(1500, players);
  for (let row = 0; row < 1500; row++)
    drawBernoulli(batch.members.subarray(row * players, (row + 1) * players), 0.5, random);
  const values = await game.values(batch);
  let last: SampledLeastCore | null = null;
  for await (const { answer } of sampledLeastCore(batch, values, 18, 0, { iterations: 800 })) last = answer;
  const { allocation, deficit, bound, constraints } = last!;
  expect(constraints).toBe(1500);
  expect(deficit - bound).toBeLessThan(5e-3 * 18);
  expect(allocation.indexOf(Math.max(...allocation))).toBe(0);
  expect(Math.max(allocation[1]!, allocation[2]!)).toBeLessThan(3);
});

test("the numbers do not depend on the pace, and every step is complete", async () => {
  const values = await tabulate(weightedVotingGame([3, 2, 2, 1], 5));
  const settings = { tolerance: 1e-3, iterations: 500 };
  const whole = await solved(4, values, { ...settings, stepIterations: 500 });
  expect(await solved(4, values, { ...settings, stepIterations: 7 })).toEqual(whole);
  let steps = 0;
  for await (const { answer, progress } of sampledLeastCore(allCoalitions(4), values, 1, 0, {
    tolerance: 0,
    iterations: 50,
    stepIterations: 20,
  })) {
    steps++;
    expect(progress).toEqual({ done: Math.min(50, 20 * steps), total: 50, unit: "stages" });
    expect(answer.bound).toBeLessThanOrEqual(answer.deficit);
  }
  expect(steps).toBe(3);
});

test("a network that is worth no more than nothing has nothing to share", async () => {
  await expect(solved(2, Float64Array.of(1, 2, 2, 1))).rejects.toThrow(FailureError);
  await expect(solved(2, Float64Array.of(0, 0, 0, 1), { stepIterations: 0 })).rejects.toThrow(FailureError);
});
