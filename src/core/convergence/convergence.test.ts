import { expect, test } from "vitest";
import { leastSquares } from "../estimate/least-squares.ts";
import { randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import type { PowerEstimate } from "../power/power-index.ts";
import { seededRandom } from "../random/random-source.ts";
import { tQuantile } from "../stats/student-t.ts";
import { convergenceOf } from "./convergence.ts";

const estimate = (power: number[], error: number, evaluations: number): PowerEstimate => ({
  power: Float64Array.from(power),
  standardError: new Float64Array(power.length).fill(error),
  degreesOfFreedom: 20,
  evaluations,
});

test("each look is held against the latest and against the one before", () => {
  const looks = convergenceOf(
    [estimate([1, 2, 3, 4], Number.NaN, 10), estimate([1, 2, 4, 3], 0.5, 20), estimate([4, 3, 2, 1], 0.25, 30)],
    2,
  );
  expect(looks.map(({ evaluations }) => evaluations)).toEqual([10, 20, 30]);
  expect(looks.map(({ withPrevious }) => withPrevious)).toEqual([null, 0.8, -0.8]);
  expect(looks.map(({ withLatest }) => withLatest)).toEqual([-1, -0.8, 1]);
  expect(looks.map(({ overlapWithPrevious }) => overlapWithPrevious)).toEqual([null, 1, 0]);
  expect(looks.map(({ overlapWithLatest }) => overlapWithLatest)).toEqual([0, 0, 1]);
  expect(looks[0]!.medianWidth).toBeNull();
  expect(looks[1]!.medianWidth).toBeCloseTo(tQuantile(0.975, 20), 12);
});

test("an estimate that goes on settles down: intervals shrink and rankings agree more and more", async () => {
  const game = sumOfUnanimityGame(20, randomTerms(20, 60, 3, seededRandom(1)));
  const history: PowerEstimate[] = [];
  const budget = { evaluations: 3200, stepEvaluations: 100 };
  for await (const { answer } of leastSquares.estimate(game, { kind: "banzhaf" }, budget, seededRandom(2)))
    history.push(answer);
  const looks = convergenceOf(history, 5);
  expect(looks).toHaveLength(32);
  expect(looks.at(-1)).toMatchObject({ withLatest: 1, overlapWithLatest: 1 });
  expect(looks[16]!.withLatest).toBeGreaterThan(looks[1]!.withLatest);
  expect(looks[31]!.medianWidth!).toBeLessThan(0.6 * looks[8]!.medianWidth!);
});

test("no history, no looks", () => {
  expect(convergenceOf([], 3)).toEqual([]);
});
