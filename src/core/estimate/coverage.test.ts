import { expect, test } from "vitest";
import { randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { unanimityPower } from "../power/unanimity-power.ts";
import { seededRandom } from "../random/random-source.ts";
import { complementPairs } from "./complement-pairs.ts";
import { conjugateGradients } from "./conjugate-gradients.ts";
import type { Estimator } from "./estimator.ts";
import { finalEstimate } from "./final-estimate.ts";
import { confidenceInterval } from "./interval.ts";
import { leastSquares } from "./least-squares.ts";
import { marginalPairs } from "./marginal-pairs.ts";
import { onePoolWith } from "./one-pool.ts";
import { pairedLeverage } from "./paired-leverage.ts";

const players = 30;
const terms = randomTerms(players, 40, 5, seededRandom("coverage"));
const game = sumOfUnanimityGame(players, terms);
/** A slice: `coverageTable` of the benches has every estimator at 500 seeds. */
const seeds = 150;

const cases: { estimator: Estimator; index: PowerIndex }[] = [
  { estimator: leastSquares, index: { kind: "biased-banzhaf", bias: 0.5 } },
  { estimator: leastSquares, index: { kind: "biased-banzhaf", bias: 0.8 } },
  { estimator: complementPairs, index: { kind: "banzhaf" } },
  { estimator: pairedLeverage, index: { kind: "shapley" } },
  { estimator: onePoolWith({ focus: 0.225 }), index: { kind: "biased-banzhaf", bias: 0.225 } },
  { estimator: marginalPairs, index: { kind: "biased-banzhaf", bias: 0.225 } },
  { estimator: conjugateGradients, index: { kind: "shapley" } },
];

test.each(cases)(
  "95 % intervals of $estimator.name for $index hold the truth in 93 to 97 % of 150 seeds",
  async ({ estimator, index }) => {
    const exact = unanimityPower(players, terms, index);
    const budget = { evaluations: 20 * players, stepEvaluations: 20 * players };
    let covered = 0;
    let claimed = 0;
    const bias = new Float64Array(players);
    const errorSquares = new Float64Array(players);
    for (let seed = 0; seed < seeds; seed++) {
      const estimate = await finalEstimate(estimator.estimate(game, index, budget, seededRandom(seed, "coverage")));
      for (let i = 0; i < players; i++) {
        const interval = confidenceInterval(estimate, i);
        bias[i] += (estimate.power[i] - exact[i]) / seeds;
        errorSquares[i] += (estimate.power[i] - exact[i]) ** 2 / seeds;
        // a player whose contribution never varies has an interval without width, up to rounding
        if (interval === null || estimate.standardError[i] < 1e-12) continue;
        claimed++;
        if (interval[0] <= exact[i] && exact[i] <= interval[1]) covered++;
      }
    }
    expect(claimed).toBeGreaterThan(seeds * players * 0.8);
    expect(covered / claimed).toBeGreaterThan(0.93);
    expect(covered / claimed).toBeLessThan(0.97);
    // the mean over all seeds leaves no bias that the seeds could see
    bias.forEach((value, i) => {
      expect(Math.abs(value)).toBeLessThan(4.5 * Math.sqrt(errorSquares[i] / seeds) + 1e-12);
    });
  },
  30_000,
);
