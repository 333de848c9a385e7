import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Game } from "../game/game.ts";
import { gameOf } from "../game/game-of.ts";
import { randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { seededRandom } from "../random/random-source.ts";
import { estimators } from "./estimators.ts";
import { exactEnumeration } from "./exact-enumeration.ts";
import { finalEstimate } from "./final-estimate.ts";

const indices: PowerIndex[] = [{ kind: "shapley" }, { kind: "banzhaf" }, { kind: "biased-banzhaf", bias: 0.3 }];
const cases = estimators
  .filter(({ estimator }) => estimator !== exactEnumeration)
  .flatMap(({ estimator, claimsIntervals }) =>
    indices
      .filter((index) => estimator.supports(index) && claimsIntervals(index))
      .map((index) => ({ name: estimator.name, estimator, index })),
  );
const games = fc.record({ seed: fc.nat(), players: fc.integer({ min: 8, max: 10 }) });
const settings = { seed: 4, numRuns: 12 };

describe.each(cases)("$name for $index, on random games", ({ estimator, index }) => {
  const run = (game: Game, seed: number | string) =>
    finalEstimate(estimator.estimate(game, index, { evaluations: 800, stepEvaluations: 800 }, seededRandom(seed)));
  const termsOf = (players: number, seed: number) => randomTerms(players, 2 * players, 4, seededRandom(seed, "axioms"));
  // a hundredth: a few repetitions may agree by chance
  const near = (a: number, b: number, error: number) => expect(Math.abs(a - b)).toBeLessThan(5 * error + 0.01);

  test("a dummy has no power and twins have the same", () =>
    fc.assert(
      fc.asyncProperty(games, async ({ seed, players }) => {
        // the last player is a dummy; the one before it does for player 0 what that does itself
        const base = sumOfUnanimityGame(players - 2, termsOf(players - 2, seed));
        const game: Game = {
          players,
          async values({ rows, members }) {
            const merged = new Uint8Array(rows * (players - 2));
            for (let row = 0; row < rows; row++) {
              const z = members.subarray(row * players, (row + 1) * players);
              merged.set(z.subarray(0, players - 2), row * (players - 2));
              merged[row * (players - 2)] = z[0] | z[players - 2];
            }
            return base.values({ players: players - 2, rows, members: merged });
          },
        };
        const { power, standardError } = await run(game, seed);
        near(power[players - 1], 0, standardError[players - 1]);
        near(power[0], power[players - 2], Math.hypot(standardError[0], standardError[players - 2]));
      }),
      settings,
    ));

  test("v -> a v + b scales the power by a, to the digit", () =>
    fc.assert(
      fc.asyncProperty(
        games,
        fc.double({ min: -4, max: 4, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        async ({ seed, players }, a, b) => {
          const game = sumOfUnanimityGame(players, termsOf(players, seed));
          const other: Game = { players, values: async (batch) => (await game.values(batch)).map((v) => a * v + b) };
          const [plain, scaled] = [await run(game, seed), await run(other, seed)];
          plain.power.forEach((value, i) => {
            expect(scaled.power[i]).toBeCloseTo(a * value, 6);
          });
        },
      ),
      settings,
    ));

  test("players given other numbers keep their power", () =>
    fc.assert(
      fc.asyncProperty(games, async ({ seed, players }) => {
        const terms = termsOf(players, seed);
        const turned = terms.map(({ members, worth }) => ({ worth, members: members.map((i) => (i + 3) % players) }));
        const plain = await run(sumOfUnanimityGame(players, terms), `${seed} plain`);
        const other = await run(sumOfUnanimityGame(players, turned), `${seed} other`);
        plain.power.forEach((value, i) => {
          const k = (i + 3) % players;
          near(value, other.power[k], Math.hypot(plain.standardError[i], other.standardError[k]));
        });
      }),
      settings,
    ));

  test("a game whose value is a constant gives nobody any power", async () => {
    const { power } = await run(
      gameOf(9, () => 0.7),
      1,
    );
    for (const value of power) expect(Math.abs(value)).toBeLessThan(1e-9);
  });
});
