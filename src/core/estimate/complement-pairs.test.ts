import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { gameOf } from "../game/game-of.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { unanimityPower } from "../power/unanimity-power.ts";
import { seededRandom } from "../random/random-source.ts";
import { complementPairs } from "./complement-pairs.ts";
import { finalEstimate } from "./final-estimate.ts";

const banzhaf: PowerIndex = { kind: "banzhaf" };
const run = (game: Parameters<typeof complementPairs.estimate>[0], evaluations: number, index: PowerIndex = banzhaf) =>
  finalEstimate(complementPairs.estimate(game, index, { evaluations, stepEvaluations: 7 }, seededRandom(1)));

test("a game of pair interactions is exact", async () => {
  const random = seededRandom("pairs");
  const players = 12;
  const terms = Array.from({ length: players }, (_, i) => ({ members: [i], worth: random.uniform() }));
  for (let i = 0; i < players; i++)
    for (let j = 0; j < i; j++) terms.push({ members: [i, j], worth: random.uniform() - 0.5 });
  const { power, standardError } = await run(sumOfUnanimityGame(players, terms), 4 * players);
  unanimityPower(players, terms, banzhaf).forEach((exact, i) => {
    expect(power[i]).toBeCloseTo(exact, 10);
    expect(standardError[i]).toBeLessThan(1e-10);
  });
});

test("every second coalition is the complement of the one before", async () => {
  const seen: Uint8Array[] = [];
  const game = gameOf(9, (z) => {
    seen.push(Uint8Array.from(z));
    return 0;
  });
  await run(game, 40);
  for (let k = 0; k < 40; k += 2) expect(seen[k + 1]).toEqual(seen[k].map((z) => 1 - z));
});

test("another bias is refused", async () => {
  const biased: PowerIndex = { kind: "biased-banzhaf", bias: 0.3 };
  expect(complementPairs.supports(biased)).toBe(false);
  expect(complementPairs.supports({ kind: "biased-banzhaf", bias: 0.5 })).toBe(true);
  await expect(
    run(
      gameOf(3, () => 1),
      10,
      biased,
    ),
  ).rejects.toThrow(FailureError);
});
