import { expect, test } from "vitest";
import { playersOfWidths } from "../../test/players-of-widths.ts";
import { pruningTask } from "../../test/pruning-task.ts";
import { leastSquares } from "../core/estimate/least-squares.ts";
import type { CoalitionBatch } from "../core/game/coalition-batch.ts";
import { gameOf } from "../core/game/game-of.ts";
import type { PowerIndex } from "../core/power/power-index.ts";
import type { Prices } from "../core/prune/prices.ts";
import { strategyFor } from "../core/prune/strategy-for.ts";
import type { StrategyName, StrategySettings } from "../core/prune/trail.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { focusedLeastSquares } from "../core/settle/focused-least-squares.ts";
import { untilSettled } from "../core/settle/until-settled.ts";
import { withinSeconds } from "../core/settle/within-seconds.ts";
import type { Step } from "../core/step.ts";
import { createJournal } from "../jobs/journal.ts";
import { sweep } from "../jobs/kinds/sweep.ts";
import type { Workbench } from "../jobs/workbench.ts";
import { advanceForecast, forecastLeft, nothingSeen } from "./forecast.ts";
import { advancePace, secondsLeft, standing } from "./pace.ts";

const count = 40;
/** Seconds of a coalition: the square of what it keeps, as where absent units are neither read nor computed. */
const price = (kept: number) => 0.004 + 0.04 * kept ** 2;
const prices: Prices = { coalition: price, measuring: 3 };
const worth = gameOf(count, (c) => c.reduce((sum, one, i) => sum + one * (1 + ((i * 7) % count)), 0) ** 0.7);

/** A game on a clock of its own; the first second and a half are spent on shaders. */
function timed() {
  let clock = 1.5;
  const spend = (batch: CoalitionBatch, times: number) => {
    for (let row = 0; row < batch.rows; row++) {
      const kept = batch.members.subarray(row * batch.players, (row + 1) * batch.players);
      clock += times * price(kept.reduce((sum, one) => sum + one, 0) / batch.players);
    }
  };
  const game = {
    players: count,
    values: (batch: CoalitionBatch) => {
      spend(batch, 1);
      return worth.values(batch);
    },
  };
  return { game, spend, now: () => clock };
}

/** What was said to be left, over what was, at each step that said so from the first tenth of the time to the last. */
async function said(steps: AsyncGenerator<Step<unknown>, unknown>, now: () => number) {
  let [pace, forecast, last] = [standing, nothingSeen, false as boolean | undefined];
  const sayings: { at: number; left: number }[] = [];
  let before = 0;
  for await (const { progress } of steps) {
    const cost = progress.cost ? { ...progress.cost, unit: "cost" } : progress;
    pace = advancePace(pace, cost, now());
    const { foreseen } = progress;
    if (foreseen) forecast = advanceForecast(forecast, foreseen, now(), now() - before);
    before = now();
    const left = forecast.part ? forecastLeft(forecast) : secondsLeft(pace, cost.total);
    // nothing is said before the second step
    if (left !== null) sayings.push({ at: now(), left });
    last = progress.atMost;
  }
  const end = now();
  const after = sayings.filter(({ at }) => at > 0.1 * end && at < 0.9 * end);
  expect(after.length).toBeGreaterThan(5);
  return { ratios: after.map(({ at, left }) => left / (end - at)), atMost: last === true };
}

async function pruned(strategy: StrategyName, settings: Partial<StrategySettings>, priced = true) {
  const { game, spend, now } = timed();
  const players = playersOfWidths(16, 24);
  const base = await pruningTask(worth, players, {
    target: 8,
    stepUnits: 4,
    stepEvaluations: 16,
    ...settings,
    strategy,
  });
  const measure: typeof base.measure = (batch) => {
    spend(batch, prices.measuring);
    return base.measure(batch);
  };
  const estimate = strategy === "top-n" ? { estimate: null } : {};
  return said(strategyFor(strategy)({ ...base, ...estimate, game, measure, ...(priced ? { prices } : {}) }), now);
}

test.each([
  ["iterated-building", { roundEvaluations: 800, stepUnits: 2 }],
  ["iterated-pruning", { roundEvaluations: 200 }],
  ["iterated-pruning", { roundEvaluations: 200, stepUnits: 1, stepShare: 0.2 }],
  ["greedy-elimination", {}],
  ["greedy-building", { target: 30 }],
  ["top-n", { roundEvaluations: 800, stepUnits: 1 }],
] as const)("of %s (%o) is right within a fifth after the first tenth", async (strategy, settings) => {
  const { ratios, atMost } = await pruned(strategy, settings);
  expect(atMost).toBe(false);
  expect(Math.min(...ratios)).toBeGreaterThan(0.8);
  expect(Math.max(...ratios)).toBeLessThan(1.2);
});

test("of a network that shrinks would be far too much without the prices", async () => {
  const { ratios } = await pruned("iterated-pruning", { roundEvaluations: 200 }, false);
  expect(Math.max(...ratios)).toBeGreaterThan(1.5);
});

test.each(["building-with-swaps", "pruning-with-swaps"] as const)(
  "of %s is the most that it takes",
  async (strategy) => {
    const { ratios, atMost } = await pruned(strategy, { roundEvaluations: 200, swapEvaluations: 400 });
    expect(atMost).toBe(true);
    expect(Math.min(...ratios)).toBeGreaterThan(0.8);
  },
);

const index: PowerIndex = { kind: "banzhaf" };
const budget = { evaluations: 2000, stepEvaluations: 32 };

test("of an estimate with a system to be solved at every step is right within a fifth", async () => {
  const { game, now } = timed();
  // a solve for every step, dear in the beginning of the fit only
  let solved = 0;
  const steps = leastSquares.estimate(game, index, budget, seededRandom(1));
  const { ratios } = await said(steps, () => now() + 0.2 * solved++);
  expect(Math.min(...ratios)).toBeGreaterThan(0.8);
  expect(Math.max(...ratios)).toBeLessThan(1.2);
});

test("of estimates that stop once they are settled is the most that they take", async () => {
  const settle = { count: 10, tolerance: 0, level: 0.95 };
  for (const estimate of [
    (game: ReturnType<typeof timed>["game"]) => focusedLeastSquares(game, index, budget, settle, seededRandom(1)),
    (game: ReturnType<typeof timed>["game"]) =>
      untilSettled(leastSquares, game, index, budget, settle, seededRandom(1)),
  ]) {
    const { game, now } = timed();
    const { ratios, atMost } = await said(estimate(game), now);
    expect(atMost).toBe(true);
    expect(Math.min(...ratios)).toBeGreaterThan(0.8);
  }
});

test("of an estimate that the clock ends is what the clock says", async () => {
  const { game, now } = timed();
  const given = { seconds: 12, evaluations: 10_000, stepEvaluations: 16 };
  const { ratios } = await said(withinSeconds(leastSquares, game, index, given, seededRandom(1), now), now);
  expect(Math.min(...ratios)).toBeGreaterThan(0.8);
  expect(Math.max(...ratios)).toBeLessThan(1.2);
});

test.each([0.3, 1, 3])(
  "of a sweep whose masks take %s times what was timed is right within a fifth",
  async (slower) => {
    let clock = 0;
    const examples = Int32Array.from({ length: 60 }, (_, row) => row);
    const evaluator = {
      players: count,
      outputs: async (batch: CoalitionBatch, rows: Int32Array) => {
        for (let row = 0; row < batch.rows; row++) {
          const kept = batch.members.subarray(row * batch.players, (row + 1) * batch.players);
          clock += slower * price(kept.reduce((sum, one) => sum + one, 0) / count);
        }
        const values = Float32Array.from({ length: batch.rows * rows.length * 3 }, (_, i) => Math.sin(i));
        return { rows: batch.rows, examples: rows.length, width: 3, kind: "logits" as const, values };
      },
    };
    const bench = {
      parts: { now: () => 1000 * clock },
      model: {},
      dataset: {},
      prepared: {
        evaluator,
        split: { calibration: examples },
        stepEvaluations: 30,
        pace: { seconds: price },
        truthOf: (rows: Int32Array) => ({ kind: "classes", labels: rows.map((row) => row % 3) }),
      },
    } as unknown as Workbench;
    const settings = {
      fractions: [0.1, 0.3, 0.5, 0.7, 0.9, 1],
      masks: 100,
      rescaled: true,
      statistic: "vote-disagreement",
    } as const;
    const steps = sweep(bench, { seed: 1, stepEvaluations: 1024, settings }, createJournal());
    const { ratios, atMost } = await said(steps, () => clock);
    expect(atMost).toBe(false);
    expect(Math.min(...ratios)).toBeGreaterThan(0.8);
    expect(Math.max(...ratios)).toBeLessThan(1.2);
  },
);
