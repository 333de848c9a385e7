import { expect, test } from "vitest";
import { finalEstimate } from "../estimate/final-estimate.ts";
import { leastSquares } from "../estimate/least-squares.ts";
import { pairedLeverage } from "../estimate/paired-leverage.ts";
import { counted } from "../game/counted.ts";
import { randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import { unanimityPower } from "../power/unanimity-power.ts";
import { seededRandom } from "../random/random-source.ts";
import { withinSeconds } from "./within-seconds.ts";

const terms = randomTerms(12, 30, 3, seededRandom(1));
const game = sumOfUnanimityGame(12, terms);
const index = { kind: "biased-banzhaf", bias: 0.3 } as const;

/** A clock on which every evaluation takes a thousandth of a second. */
const timed = () => {
  const plays = counted(game);
  return { plays, now: () => plays.evaluations / 1000 };
};

test("stops at the first step past the time, with what the same evaluations give as a budget", async () => {
  const { plays, now } = timed();
  const time = { seconds: 0.9, evaluations: 1e6, stepEvaluations: 70 };
  const answer = await finalEstimate(withinSeconds(leastSquares, plays, index, time, seededRandom(1), now));
  expect(answer.evaluations).toBe(910);
  expect(plays.evaluations).toBe(910);
  const key = seededRandom(1).state().join(".");
  const budget = { evaluations: 910, stepEvaluations: 33 };
  expect(answer).toEqual(await finalEstimate(leastSquares.estimate(game, index, budget, seededRandom(key, "run 0"))));
});

test("ends with the evaluations where these are fewer", async () => {
  const { plays, now } = timed();
  const time = { seconds: 1e9, evaluations: 500, stepEvaluations: 70 };
  const answer = await finalEstimate(withinSeconds(leastSquares, plays, index, time, seededRandom(1), now));
  expect([answer.evaluations, plays.evaluations]).toEqual([500, 500]);
});

test("a sample that is spread over a budget is taken in whole runs", async () => {
  const exact = unanimityPower(12, terms, { kind: "shapley" });
  for (const seconds of [0.05, 0.2, 1, 3]) {
    const { plays, now } = timed();
    const time = { seconds, evaluations: 1e6, stepEvaluations: 50 };
    const shapley = { kind: "shapley" } as const;
    const answer = await finalEstimate(withinSeconds(pairedLeverage, plays, shapley, time, seededRandom(1), now));
    expect(plays.evaluations / 1000).toBeLessThan(seconds + 0.05);
    expect(answer.evaluations).toBeLessThanOrEqual(plays.evaluations);
    if (seconds < 0.12) continue;
    expect(answer.evaluations % 120).toBe(0);
    expect(answer.evaluations).toBeGreaterThanOrEqual(plays.evaluations / 2 - 50);
    exact.forEach((power, i) => {
      expect(Math.abs(answer.power[i]! - power)).toBeLessThan(4.5 * answer.standardError[i]! + 1e-9);
    });
  }
});
