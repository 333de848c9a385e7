import { expect, test } from "vitest";
import { randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { unanimityPower } from "../power/unanimity-power.ts";
import { seededRandom } from "../random/random-source.ts";
import { correctOnce } from "./one-step-correction.ts";
import { packedDesign } from "./packed-design.ts";

const n = 10;
const terms = randomTerms(n, 20, 4, seededRandom("terms"));
const game = sumOfUnanimityGame(n, terms);
const indices: PowerIndex[] = [{ kind: "biased-banzhaf", bias: 0.3 }, { kind: "banzhaf" }, { kind: "shapley" }];

test.each(indices)("from any start, the mean is the power and the variance as claimed, for $kind", async (index) => {
  const exact = unanimityPower(n, terms, index);
  const start = Float64Array.from({ length: n }, (_, i) => Math.sin(i));
  const centre = index.kind === "shapley" ? start.reduce((sum, value) => sum + value, 0) / n : 0;
  const seeds = 600;
  const sum = new Float64Array(n);
  const squares = new Float64Array(n);
  const claimed = new Float64Array(n);
  for (let seed = 0; seed < seeds; seed++) {
    const design = packedDesign(index, n, 200, seededRandom(seed));
    const members = new Uint8Array(n * design.total);
    for (let k = 0; k < design.total; k++) design.draw(members.subarray(k * n, (k + 1) * n));
    const values = await game.values({ players: n, rows: design.total, members });
    values.forEach((value, k) => {
      design.take(members.subarray(k * n, (k + 1) * n), value);
    });
    const { power, variance } = correctOnce(
      design,
      { from: 0, to: design.rows.rows },
      start.map((value) => value - centre),
    );
    power.forEach((value, i) => {
      const missed = value + design.share() - exact[i];
      sum[i] += missed;
      squares[i] += missed * missed;
      claimed[i] += variance[i];
    });
  }
  sum.forEach((total, i) => {
    expect(Math.abs(total)).toBeLessThan(4.5 * Math.sqrt(squares[i]));
  });
  const ratio = claimed.reduce((a, b) => a + b, 0) / squares.reduce((a, b) => a + b, 0);
  expect(ratio).toBeGreaterThan(0.85);
  expect(ratio).toBeLessThan(1.25);
});
