import { expect, test } from "vitest";
import { gameOf } from "../game/game-of.ts";
import { randomGame } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import { enumeratePower } from "../power/enumeration.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { unanimityPower } from "../power/unanimity-power.ts";
import { seededRandom } from "../random/random-source.ts";
import { finalEstimate } from "./final-estimate.ts";
import { confidenceInterval } from "./interval.ts";
import { marginalPairs } from "./marginal-pairs.ts";

const indices: PowerIndex[] = [{ kind: "shapley" }, { kind: "banzhaf" }, { kind: "biased-banzhaf", bias: 0.225 }];
const run = (
  game: Parameters<typeof marginalPairs.estimate>[0],
  index: PowerIndex,
  evaluations: number,
  seed: number | string = 1,
) => finalEstimate(marginalPairs.estimate(game, index, { evaluations, stepEvaluations: 50 }, seededRandom(seed)));

test.each(indices)("the mean of many estimates is the exact power, for $kind", async (index) => {
  const game = randomGame(6, seededRandom(2));
  const exact = await enumeratePower(game, index);
  const seeds = 2000;
  const sum = new Float64Array(6);
  const squares = new Float64Array(6);
  for (let seed = 0; seed < seeds; seed++) {
    const { power } = await run(game, index, 12, seed);
    power.forEach((value, i) => {
      sum[i] += value;
      squares[i] += (value - exact[i]) ** 2;
    });
  }
  exact.forEach((value, i) => {
    expect(Math.abs(sum[i] / seeds - value)).toBeLessThan((4 * Math.sqrt(squares[i])) / seeds);
  });
});

test("players take turns, each coalition with the player before the same without", async () => {
  const seen: Uint8Array[] = [];
  const game = gameOf(4, (z) => {
    seen.push(Uint8Array.from(z));
    return 0;
  });
  await run(game, indices[2], 20);
  for (let pair = 0; pair < 10; pair++) {
    const [one, other] = [seen[2 * pair], seen[2 * pair + 1]];
    one.forEach((member, i) => {
      expect(member - other[i]).toBe(i === pair % 4 ? 1 : 0);
    });
  }
});

test("a player who seldom matters keeps an interval that mostly holds its power", async () => {
  // player 0 matters one time in twenty: ten repetitions mostly agree on nothing
  const terms = [{ members: [0, 1, 2], worth: 1 }, ...[3, 4, 5].map((i) => ({ members: [i, i - 2], worth: 0.4 }))];
  const index: PowerIndex = { kind: "biased-banzhaf", bias: 0.225 };
  const exact = unanimityPower(6, terms, index)[0];
  let held = 0;
  for (let seed = 0; seed < 200; seed++) {
    const interval = confidenceInterval(await run(sumOfUnanimityGame(6, terms), index, 120, seed), 0)!;
    if (interval[0] <= exact && exact <= interval[1]) held++;
  }
  // its own repetitions differ at all, and so give an interval of any width, in 40 % of the seeds only
  expect(held).toBeGreaterThan(150);
});

test("an unseen player passes for an average one, and one repetition has no standard error", async () => {
  const { power, standardError } = await run(
    gameOf(3, (z) => z[0] + 5 * z[1]),
    indices[1],
    4,
  );
  expect(Array.from(power)).toEqual([1, 5, 3]);
  expect(standardError.every(Number.isNaN)).toBe(true);
});
