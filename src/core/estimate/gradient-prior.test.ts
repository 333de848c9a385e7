import { expect, it } from "vitest";
import type { GradientSource } from "../game/gradient-source.ts";
import { seededRandom } from "../random/random-source.ts";
import { rankCorrelation } from "../stats/rank-correlation.ts";
import { gradientPrior } from "./gradient-prior.ts";

/** v(z) = w'z + 3 z_0 z_1: its slope at z is w plus the partner's presence. */
const worths = Float64Array.of(1, 1, -2, 0.5, 0);
const source: GradientSource = {
  players: 5,
  async gradients({ rows, members }) {
    const slopes = new Float64Array(rows * 5);
    for (let row = 0; row < rows; row++)
      for (let player = 0; player < 5; player++) {
        const partner = player === 0 ? members[row * 5 + 1] : player === 1 ? members[row * 5] : 0;
        slopes[row * 5 + player] = worths[player] + 3 * partner;
      }
    return slopes;
  },
};

async function last(bias: number, masks: number) {
  let steps = 0;
  const run = gradientPrior(source, bias, masks, seededRandom(1, "prior"));
  for (;;) {
    const { value, done } = await run.next();
    if (done) return { estimate: value, steps };
    steps += 1;
  }
}

it("is the biased Banzhaf index where the game is multilinear of degree two, up to sampling", async () => {
  const { estimate, steps } = await last(0.3, 4000);
  expect(steps).toBe(4000);
  expect(estimate.power[0]).toBeCloseTo(1 + 3 * 0.3, 1);
  expect(estimate.power[1]).toBeCloseTo(1 + 3 * 0.3, 1);
  expect([...estimate.power.slice(2)]).toEqual([-2, 0.5, 0]);
});

it("claims no standard error, and ranks from the first masks on", async () => {
  const { estimate } = await last(0.5, 20);
  expect(estimate.standardError.every(Number.isNaN)).toBe(true);
  expect(rankCorrelation(estimate.power, Float64Array.of(2.5, 2.5, -2, 0.5, 0))).toBeGreaterThan(0.9);
});
