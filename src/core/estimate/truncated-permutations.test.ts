import { expect, test } from "vitest";
import { counted } from "../game/counted.ts";
import type { Game } from "../game/game.ts";
import { gameOf } from "../game/game-of.ts";
import { randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { unanimityPower } from "../power/unanimity-power.ts";
import { seededRandom } from "../random/random-source.ts";
import { finalEstimate } from "./final-estimate.ts";
import { truncatedPermutationsWith } from "./truncated-permutations.ts";

const shapley: PowerIndex = { kind: "shapley" };
const run = (game: Game, evaluations: number, tolerance: number, stepEvaluations = 50) =>
  finalEstimate(
    truncatedPermutationsWith({ tolerance }).estimate(
      game,
      shapley,
      { evaluations, stepEvaluations },
      seededRandom("truncated"),
    ),
  );

test("without a tolerance many permutations come close to the Shapley value", async () => {
  const terms = randomTerms(8, 16, 4, seededRandom(1));
  const exact = unanimityPower(8, terms, shapley);
  const { power, standardError } = await run(sumOfUnanimityGame(8, terms), 20_000, 0);
  power.forEach((value, i) => {
    expect(Math.abs(value - exact[i])).toBeLessThan(0.05);
    expect(standardError[i]).toBeNaN();
  });
});

test("where few players decide, walks end early: more of them, and the late joiners get nothing", async () => {
  // any one of three is enough; the others add a little that the tolerance hides
  const game = gameOf(40, (z) => {
    let rest = 0;
    for (let i = 3; i < 40; i++) rest += z[i];
    return Math.max(z[0], z[1], z[2]) + 1e-4 * rest;
  });
  const { power } = await run(game, 1000, 0.05);
  expect(power[0] + power[1] + power[2]).toBeGreaterThan(0.9);
  // truncated: what the 37 others add up to is less than their due of 0.0037
  expect(power.subarray(3).reduce((sum, value) => sum + value, 0)).toBeLessThan(0.0025);
});

test("the whole budget is spent, however the walks end", async () => {
  const game = counted(sumOfUnanimityGame(10, randomTerms(10, 20, 4, seededRandom(2))));
  for (const evaluations of [11, 100, 1001]) {
    const before = game.evaluations;
    const { evaluations: reported } = await run(game, evaluations, 0.05, 7);
    expect(game.evaluations - before).toBe(evaluations);
    expect(reported).toBe(evaluations);
  }
});
