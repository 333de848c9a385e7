import { expect, test } from "vitest";
import { randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { unanimityPower } from "../power/unanimity-power.ts";
import { seededRandom } from "../random/random-source.ts";
import { type PackedDesign, packedDesign } from "./packed-design.ts";
import { packedRidge } from "./packed-ridge.ts";

const n = 24;

/** Plays a design to its end. */
async function played(index: PowerIndex, budget: number, largest: number): Promise<PackedDesign> {
  const game = sumOfUnanimityGame(n, randomTerms(n, 60, largest, seededRandom("terms")));
  const design = packedDesign(index, n, budget, seededRandom(2));
  for (let k = 0; k < design.total; k++) {
    const members = new Uint8Array(n);
    design.draw(members);
    design.take(members, (await game.values({ players: n, rows: 1, members }))[0]);
  }
  return design;
}
const solved = (design: PackedDesign) => {
  const steps = packedRidge(design, { from: 0, to: design.rows.rows });
  for (let iterations = 0; ; iterations++) {
    const { done, value } = steps.next();
    if (done) return { coefficients: value, iterations };
  }
};
const indices: PowerIndex[] = [{ kind: "biased-banzhaf", bias: 0.3 }, { kind: "banzhaf" }, { kind: "shapley" }];

test.each(indices)("the solution minimises the squares left and a ridge, for $kind", async (index) => {
  const { rows, others } = await played(index, 300, 4);
  // without the intercept or the sines the normal equations can be written down with the packed products alone
  const design = { rows, others: [], scale: 1 / (index.kind === "shapley" ? n * (n - 1) : 4) };
  expect(others.length).toBe({ "biased-banzhaf": 1, banzhaf: 0, shapley: 3 }[index.kind]);
  const { coefficients } = solved({ ...design, total: 0, draw: () => {}, take: () => {}, share: () => 0 });
  const normal = (residuals: Float64Array) =>
    rows.timesTransposed(
      residuals.map((value, row) => rows.weights[row] * value),
      0,
      rows.rows,
    );
  const fitted = rows.times(coefficients, 0, rows.rows);
  const left = normal(fitted.map((value, row) => rows.responses[row] - value));
  const first = Math.hypot(...normal(rows.responses.slice(0, rows.rows)));
  // X'W(y - fit) = ridge x coefficients
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);
  const ridge = dot(left, coefficients) / dot(coefficients, coefficients);
  expect(ridge).toBeGreaterThan(0);
  expect(Math.hypot(...left.map((value, i) => value - ridge * coefficients[i]))).toBeLessThan(1e-5 * first);
});

test.each(indices)("an almost additive game is found again in few iterations, for $kind", async (index) => {
  const terms = randomTerms(n, 60, 1, seededRandom("terms"));
  const design = await played(index, 300, 1);
  const { coefficients, iterations } = solved(design);
  unanimityPower(n, terms, index).forEach((exact, i) => {
    expect(Math.abs(coefficients[i] + design.share() - exact)).toBeLessThan(0.02);
  });
  expect(iterations).toBeLessThan(40);
});
