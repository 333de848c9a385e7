import { expect, test } from "vitest";
import { complementPairs } from "../estimate/complement-pairs.ts";
import type { Estimator } from "../estimate/estimator.ts";
import { exactEnumeration } from "../estimate/exact-enumeration.ts";
import { finalEstimate } from "../estimate/final-estimate.ts";
import { leastSquares } from "../estimate/least-squares.ts";
import { pairedLeverage } from "../estimate/paired-leverage.ts";
import type { SamplingCheckpoint } from "../estimate/step-through.ts";
import { counted } from "../game/counted.ts";
import type { Game } from "../game/game.ts";
import { randomGame, randomTerms } from "../game/random-games.ts";
import { remembered } from "../game/remembered.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import { enumeratePower } from "../power/enumeration.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { seededRandom } from "../random/random-source.ts";
import { focusedLeastSquares } from "./focused-least-squares.ts";
import type { SettledEstimate, SettleSettings } from "./settled-estimate.ts";
import { type SettleCheckpoint, untilSettled } from "./until-settled.ts";

const game = sumOfUnanimityGame(12, randomTerms(12, 30, 3, seededRandom(1)));
const index: PowerIndex = { kind: "biased-banzhaf", bias: 0.4 };
const settle: SettleSettings = { count: 4, tolerance: 0.05, level: 0.95 };
/** The same sampling under a name that is not known to grow: each look starts a run of its own. */
const fresh: Estimator<SamplingCheckpoint> = { ...leastSquares, name: "least squares, from scratch" };

type Steps = (
  game: Game,
  index: PowerIndex,
  evaluations: number,
  step: number,
  settle: SettleSettings,
  seed: number | string,
  from?: SettleCheckpoint & SamplingCheckpoint,
) => ReturnType<typeof untilSettled> | ReturnType<typeof focusedLeastSquares>;
const until =
  (estimator: Estimator<SamplingCheckpoint>): Steps =>
  (plays, of, evaluations, stepEvaluations, what, seed, from) =>
    untilSettled(estimator, plays, of, { evaluations, stepEvaluations }, what, seededRandom(seed), from);
const focused: Steps = (plays, of, evaluations, stepEvaluations, what, seed, from) =>
  focusedLeastSquares(plays, of, { evaluations, stepEvaluations }, what, seededRandom(seed), from);
const ways: [string, Steps][] = [
  ["least squares", until(leastSquares)],
  ["runs from scratch", until(fresh)],
  ["focused least squares", focused],
];

async function last(steps: ReturnType<Steps>): Promise<SettledEstimate> {
  for (;;) {
    const { done, value } = await steps.next();
    if (done) return value;
  }
}

test.each(ways)("%s: stops when the top is settled, and rightly", async (_, way) => {
  const plays = counted(game);
  const exact = await enumeratePower(game, index);
  const answer = await last(way(plays, index, 20_000, 500, settle, 3));
  expect(answer.settled).toBe(true);
  expect(answer.evaluations).toBeLessThan(20_000);
  expect(answer.evaluations).toBe(plays.evaluations);
  const cut = [...exact].sort((a, b) => b - a)[3]!;
  expect(answer.states.filter((state) => state === 1)).toHaveLength(4);
  answer.states.forEach((state, i) => {
    if (state === 1) expect(exact[i]).toBeGreaterThan(cut - settle.tolerance);
    else expect(exact[i]).toBeLessThan(cut + settle.tolerance);
  });
});

test.each(ways)("%s: the budget is respected where nothing can be settled", async (_, way) => {
  const plays = counted(game);
  const answer = await last(way(plays, index, 777, 100, { ...settle, tolerance: 0, level: 1 - 1e-12 }, 3));
  expect(answer).toMatchObject({ settled: false, evaluations: 777 });
  expect(answer.looks.taken).toBe(answer.looks.planned);
  expect(plays.evaluations).toBe(777);
  expect((await last(way(game, index, 30, 100, settle, 3))).states.every((state) => state === 0)).toBe(true);
});

test.each(ways)("%s: gives the same numbers for every step size", async (_, way) => {
  const whole = await last(way(game, index, 4000, 4000, settle, 1));
  for (const step of [7, 100]) expect(await last(way(game, index, 4000, step, settle, 1))).toEqual(whole);
});

test.each(ways)("%s: goes on from any checkpoint, passed through JSON, with the same numbers", async (_, way) => {
  const whole = await last(way(game, index, 4000, 170, settle, 1));
  for (const stop of [1, 2, 4, 7, 1000]) {
    const steps = way(game, index, 4000, 170, settle, 1);
    let checkpoint: unknown;
    for (let k = 0; k < stop; k++) {
      const step = await steps.next();
      if (step.done) break;
      checkpoint = step.value.checkpoint;
    }
    const saved = JSON.parse(JSON.stringify(checkpoint));
    expect(await last(way(game, index, 4000, 300, settle, "other", saved))).toEqual(whole);
  }
});

test("what a growing estimator gives at the end is what it gives by itself", async () => {
  const what = { ...settle, tolerance: 0, level: 1 - 1e-12 };
  const answer = await last(until(complementPairs)(game, { kind: "banzhaf" }, 900, 64, what, 2));
  const key = seededRandom(2).state().join(".");
  const alone = await finalEstimate(
    complementPairs.estimate(
      game,
      { kind: "banzhaf" },
      { evaluations: 900, stepEvaluations: 900 },
      seededRandom(key, "run"),
    ),
  );
  expect(answer).toMatchObject(alone);
});

test("an estimator that spreads its sample over the budget settles the Shapley value, too", async () => {
  const shapley: PowerIndex = { kind: "shapley" };
  const plays = counted(game);
  const exact = await enumeratePower(game, shapley);
  const answer = await last(until(pairedLeverage)(plays, shapley, 20_000, 300, { ...settle, tolerance: 0.02 }, 1));
  expect(answer.settled).toBe(true);
  expect(answer.evaluations).toBe(plays.evaluations);
  expect(answer.evaluations).toBeGreaterThan(240);
  expect(answer.evaluations).toBeLessThan(20_000);
  exact.forEach((power, i) => {
    expect(Math.abs(answer.power[i]! - power)).toBeLessThan(4.5 * answer.standardError[i]! + 1e-9);
  });
});

test("exact enumeration is settled at its end, whatever the tolerance", async () => {
  const answer = await last(until(exactEnumeration)(game, index, 5000, 500, { ...settle, tolerance: 0 }, 1));
  expect(answer).toMatchObject({ settled: true, evaluations: 4096, looks: { taken: 1, planned: 1 } });
  expect(answer.power).toEqual(await enumeratePower(game, index));
});

test.each(ways)("%s: over many seeds hardly anybody is ever settled wrongly in a small real game", async (_, way) => {
  // no structure at all, and the cut where two powers nearly meet
  const table = remembered(randomGame(8, seededRandom("close")));
  const exact = await enumeratePower(table, index);
  const order = [...exact.keys()].sort((a, b) => exact[b]! - exact[a]!);
  const gaps = [2, 3, 4, 5].map((count) => exact[order[count - 1]!]! - exact[order[count]!]!);
  const count = 2 + gaps.indexOf(Math.min(...gaps));
  const top = new Set(order.slice(0, count));
  let wrong = 0;
  let decided = 0;
  const seeds = 150;
  for (let seed = 0; seed < seeds; seed++) {
    const steps = way(table, index, 2000, 2000, { count, tolerance: 0, level: 0.8 }, seed);
    let erred = false;
    for await (const { answer } of steps) {
      answer.states.forEach((state, i) => {
        if (state !== 0) decided++;
        if (state === (top.has(i) ? 2 : 1)) erred = true;
      });
    }
    if (erred) wrong++;
  }
  expect(decided).toBeGreaterThan(seeds);
  expect(wrong / seeds).toBeLessThan(0.2);
});
