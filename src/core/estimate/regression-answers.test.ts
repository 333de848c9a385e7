import { expect, test } from "vitest";
import { gameOf } from "../game/game-of.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { seededRandom } from "../random/random-source.ts";
import { leastSquares } from "./least-squares.ts";

const index: PowerIndex = { kind: "biased-banzhaf", bias: 0.3 };

async function answersOf(players: number, evaluations: number, stepEvaluations: number) {
  const game = gameOf(players, (z) => Math.tanh(z.reduce((sum, member, i) => sum + member * Math.sin(i), 0)));
  const answers = [];
  const budget = { evaluations, stepEvaluations };
  for await (const { answer } of leastSquares.estimate(game, index, budget, seededRandom(1))) answers.push(answer);
  return answers;
}

test("above 400 players power is carried between growths, and the last answer is still its own", async () => {
  const answers = await answersOf(401, 160, 10);
  const [whole] = await answersOf(401, 160, 160);
  const changes = answers.slice(1).map(({ power }, k) => power.some((value, i) => value !== answers[k].power[i]));
  expect(changes).toContain(false);
  expect(answers.at(-1)).toEqual(whole);
}, 30_000);

test("up to 400 players every step solves anew, and carried standard errors shrink with the rows", async () => {
  const answers = (await answersOf(6, 240, 6)).filter(({ evaluations }) => evaluations >= 120);
  for (let k = 1; k < answers.length; k++) {
    const [before, now] = [answers[k - 1], answers[k]];
    expect(now.power.some((value, i) => value !== before.power[i])).toBe(true);
    expect(now.standardError.every((error) => error > 0)).toBe(true);
  }
  const last = answers.at(-1)!;
  const [whole] = await answersOf(6, 240, 240);
  expect(last).toEqual(whole);
  // Between two refreshes, a quarter more rows apart, errors shrink by the root of the rows alone.
  const late = (await answersOf(6, 240, 3)).filter(({ evaluations }) => evaluations >= 150);
  const carried = late.slice(1).filter(({ standardError, evaluations }, k) => {
    const shrunk = late[k].standardError[0] * Math.sqrt(late[k].evaluations / evaluations);
    return Math.abs(standardError[0] / shrunk - 1) < 1e-12;
  });
  expect(carried.length).toBeGreaterThan(late.length / 2);
});
