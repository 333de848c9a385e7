import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { additiveGame } from "../game/additive.ts";
import type { Game } from "../game/game.ts";
import { gameOf } from "../game/game-of.ts";
import { randomGame, randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import { enumeratePower } from "../power/enumeration.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { unanimityPower } from "../power/unanimity-power.ts";
import { seededRandom } from "../random/random-source.ts";
import type { Estimator } from "./estimator.ts";
import { finalEstimate } from "./final-estimate.ts";
import { kernelShap, pairedKernelShap } from "./kernel-shap.ts";

const shapley: PowerIndex = { kind: "shapley" };
const run = (
  estimator: Estimator,
  game: Game,
  evaluations: number,
  seed: number | string = 1,
  index: PowerIndex = shapley,
) => finalEstimate(estimator.estimate(game, index, { evaluations, stepEvaluations: 50 }, seededRandom(seed)));

test.each([kernelShap, pairedKernelShap])("$name is nearly exact for an additive game", async (estimator) => {
  const worths = Array.from({ length: 10 }, (_, i) => Math.sin(i));
  const { power, standardError } = await run(estimator, additiveGame(worths, 4), 100);
  // the slight ridge is all that is missing
  worths.forEach((worth, i) => {
    expect(power[i]).toBeCloseTo(worth, 2);
    expect(standardError[i]).toBeLessThan(1e-3);
  });
});

test.each([kernelShap, pairedKernelShap])("$name shares out what the grand coalition gains", async (estimator) => {
  const game = randomGame(7, seededRandom(1));
  const total = (await enumeratePower(game, shapley)).reduce((sum, value) => sum + value, 0);
  for (const evaluations of [4, 14, 50, 200]) {
    const { power } = await run(estimator, game, evaluations);
    expect(power.reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 12);
  }
});

test("sizes are drawn in proportion to 1/(s(N - s)), and paired ones with their complements", async () => {
  const sizes = new Float64Array(6);
  const seen: Uint8Array[] = [];
  const game = gameOf(5, (z) => {
    sizes[z.reduce((sum, member) => sum + member, 0)]++;
    seen.push(Uint8Array.from(z));
    return 0;
  });
  await run(kernelShap, game, 10_002);
  // 1/4, 1/6, 1/6, 1/4 of 10/12 together
  [0, 3000, 2000, 2000, 3000].forEach((expected, s) => {
    if (s > 0) expect(Math.abs(sizes[s] - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });
  seen.length = 0;
  await run(pairedKernelShap, game, 42);
  for (let k = 2; k < 42; k += 2) expect(seen[k + 1]).toEqual(seen[k].map((z) => 1 - z));
});

test("pairs take pair interactions out of the noise", async () => {
  const terms = randomTerms(12, 40, 2, seededRandom(3));
  const exact = unanimityPower(12, terms, shapley);
  const missed = async (estimator: Estimator) => {
    let squares = 0;
    for (let seed = 0; seed < 20; seed++) {
      const { power } = await run(estimator, sumOfUnanimityGame(12, terms), 240, seed);
      squares += power.reduce((sum, value, i) => sum + (value - exact[i]) ** 2, 0);
    }
    return squares;
  };
  expect((await missed(kernelShap)) / (await missed(pairedKernelShap))).toBeGreaterThan(20);
});

test("a budget below 4 and a Banzhaf index are refused", async () => {
  await expect(run(kernelShap, randomGame(6, seededRandom(1)), 3)).rejects.toThrow(FailureError);
  await expect(run(kernelShap, additiveGame([1, 2]), 60, 1, { kind: "banzhaf" })).rejects.toThrow(FailureError);
});
