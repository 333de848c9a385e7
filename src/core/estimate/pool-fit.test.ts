import { expect, test } from "vitest";
import { randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { unanimityPower } from "../power/unanimity-power.ts";
import { seededRandom } from "../random/random-source.ts";
import { rankCorrelation } from "../stats/rank-correlation.ts";
import { fitPool } from "./pool-fit.ts";
import { powerAt } from "./pool-power.ts";

const n = 12;
/** Terms of at most three players: every beta^t is a quadratic in t, and the pool can be right about it. */
const terms = randomTerms(n, 24, 3, seededRandom("pool"));
const game = sumOfUnanimityGame(n, terms);

async function poolOf(count: number, chanceOf: (row: number, uniform: number) => number, seed = 1) {
  const random = seededRandom(seed);
  const chances = Float64Array.from({ length: count }, (_, row) => chanceOf(row, random.uniform()));
  const members = new Uint8Array(count * n);
  for (let at = 0; at < members.length; at++) members[at] = random.uniform() < chances[Math.floor(at / n)] ? 1 : 0;
  const batch = { players: n, rows: count, members };
  return { batch, chances, values: await game.values(batch) };
}
const ends = async () => {
  const [empty, grand] = await game.values({
    players: n,
    rows: 2,
    members: Uint8Array.from({ length: 2 * n }, (_, at) => (at < n ? 0 : 1)),
  });
  return { empty, grand };
};

test("one pool gives every bias and Shapley, each within its standard errors", async () => {
  const { batch, chances, values } = await poolOf(3000, (row, u) => (row + u) / 3000);
  const fit = fitPool(batch, chances, values, { ends: await ends(), evaluations: 3002 });
  const indices: PowerIndex[] = [
    { kind: "shapley" },
    { kind: "banzhaf" },
    ...[0.1, 0.225, 0.4, 0.75, 0.9].map((bias) => ({ kind: "biased-banzhaf", bias }) as const),
  ];
  for (const index of indices) {
    const exact = unanimityPower(n, terms, index);
    const { power, standardError, evaluations } = powerAt(fit, index);
    expect(evaluations).toBe(3002);
    power.forEach((value, i) => {
      expect(standardError[i]).toBeGreaterThan(0);
      expect(Math.abs(value - exact[i])).toBeLessThan(4.5 * standardError[i] + 1e-3);
    });
    expect(Math.hypot(...power.map((value, i) => value - exact[i]))).toBeLessThan(0.15 * Math.hypot(...exact));
  }
});

test("with the ends known the Shapley values add up to their difference", async () => {
  const { batch, chances, values } = await poolOf(500, (_, u) => u);
  const known = await ends();
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  expect(sum(fitPool(batch, chances, values, { ends: known }).shapley)).toBeCloseTo(known.grand - known.empty, 10);
  expect(Math.abs(sum(fitPool(batch, chances, values).shapley) - (known.grand - known.empty))).toBeGreaterThan(1e-6);
});

test("a sweep over a grid of kept fractions is a pool too, its ends included", async () => {
  const grid = Array.from({ length: 20 }, (_, k) => (k + 1) / 20);
  const { batch, chances, values } = await poolOf(2000, (row) => grid[row % 20]);
  const fit = fitPool(batch, chances, values, { ends: await ends() });
  for (const index of [{ kind: "shapley" }, { kind: "biased-banzhaf", bias: 0.3 }] as const)
    expect(rankCorrelation(powerAt(fit, index).power, unanimityPower(n, terms, index))).toBeGreaterThan(0.9);
});

test("an uneven pool gives the Shapley value of an even one: stretches of t count the same", async () => {
  // nine tenths of the rows at small t, where pairs and triples seldom meet
  const uneven = await poolOf(8000, (row, u) => (row % 10 === 0 ? u : 0.3 * u));
  const exact = unanimityPower(n, terms, { kind: "shapley" });
  const { shapley, shapleyError } = fitPool(uneven.batch, uneven.chances, uneven.values, { ends: await ends() });
  shapley.forEach((value, i) => {
    expect(Math.abs(value - exact[i])).toBeLessThan(4.5 * shapleyError[i]);
  });
});

test("errors wait for ten evaluations a player, and for being asked", async () => {
  const { batch, chances, values } = await poolOf(120, (_, u) => u);
  const claims = (options: object) => !Number.isNaN(fitPool(batch, chances, values, options).shapleyError[0]);
  expect(claims({})).toBe(true);
  expect(claims({ evaluations: 119 })).toBe(false);
  expect(claims({ errors: false })).toBe(false);
});

test("few rows, even a single one, have an answer", async () => {
  for (const rows of [1, 2, 10, 35, 36, 37]) {
    const { batch, chances, values } = await poolOf(rows, (_, u) => u);
    const fit = fitPool(batch, chances, values, { ends: await ends() });
    expect([...fit.shapley, ...fit.curves].every(Number.isFinite)).toBe(true);
  }
});
