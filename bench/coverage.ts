import type { Estimator } from "../src/core/estimate/estimator.ts";
import { estimators } from "../src/core/estimate/estimators.ts";
import { finalEstimate } from "../src/core/estimate/final-estimate.ts";
import { confidenceInterval } from "../src/core/estimate/interval.ts";
import { onePoolWith } from "../src/core/estimate/one-pool.ts";
import { randomTerms } from "../src/core/game/random-games.ts";
import { sumOfUnanimityGame } from "../src/core/game/sum-of-unanimity.ts";
import type { PowerIndex } from "../src/core/power/power-index.ts";
import { unanimityPower } from "../src/core/power/unanimity-power.ts";
import { seededRandom } from "../src/core/random/random-source.ts";

/** How often the 95 % intervals of one estimator held the exact power. */
export interface CoverageRow {
  readonly estimator: string;
  /** Index in words, the bias in the name. */
  readonly index: string;
  /** Evaluations as a multiple of the players. */
  readonly perPlayer: number;
  /** Share of the intervals that held the power, over all players and seeds. */
  readonly coverage: number;
  /** Root mean squared error over players and seeds, and the same claimed by the standard errors. */
  readonly error: number;
  readonly claimed: number;
}

const players = 30;
const terms = randomTerms(players, 40, 5, seededRandom("coverage"));
const game = sumOfUnanimityGame(players, terms);
const indices: PowerIndex[] = [
  { kind: "shapley" },
  { kind: "banzhaf" },
  { kind: "biased-banzhaf", bias: 0.225 },
  { kind: "biased-banzhaf", bias: 0.8 },
];

const nameOf = (index: PowerIndex) => (index.kind === "biased-banzhaf" ? `beta^${index.bias}` : index.kind);

async function coverageOf(
  estimator: Estimator,
  index: PowerIndex,
  perPlayer: number,
  seeds: number,
): Promise<CoverageRow> {
  const exact = unanimityPower(players, terms, index);
  const evaluations = perPlayer * players;
  let intervals = 0;
  let held = 0;
  let squares = 0;
  let claims = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const random = seededRandom(seed, "coverage");
    const estimate = await finalEstimate(
      estimator.estimate(game, index, { evaluations, stepEvaluations: evaluations }, random),
    );
    exact.forEach((value, i) => {
      const interval = confidenceInterval(estimate, i);
      const power = estimate.power[i] ?? Number.NaN;
      squares += (power - value) ** 2;
      claims += (estimate.standardError[i] ?? Number.NaN) ** 2;
      // a player whose marginal contribution is always the same has its power exactly, up to rounding
      if (interval === null || (interval[1] - interval[0] < 1e-9 && Math.abs(power - value) < 1e-9)) return;
      intervals++;
      if (interval[0] <= value && value <= interval[1]) held++;
    });
  }
  const count = seeds * players;
  return {
    estimator: estimator.name,
    index: nameOf(index),
    perPlayer,
    coverage: held / intervals,
    error: Math.sqrt(squares / count),
    claimed: Math.sqrt(claims / count),
  };
}

/**
 * Coverage of the 95 % t-intervals of every estimator that claims intervals, for every index that it claims them for,
 * averaged over the players of a sum of 40 unanimity games with 30 players, at 20 and 40 evaluations a player.
 * Exact enumeration is left out: 30 players are too many for it, and it has nothing to claim.
 */
export async function coverageTable(seeds: number, perPlayer: readonly number[] = [20, 40]): Promise<CoverageRow[]> {
  const rows: CoverageRow[] = [];
  const add = async (estimator: Estimator, index: PowerIndex) => {
    for (const each of perPlayer) rows.push(await coverageOf(estimator, index, each, seeds));
  };
  for (const { estimator, claimsIntervals } of estimators)
    for (const index of indices)
      if (estimator.name !== "exact enumeration" && estimator.supports(index) && claimsIntervals(index))
        await add(estimator as Estimator, index);
  for (const index of indices)
    if (index.kind === "biased-banzhaf") await add(onePoolWith({ focus: index.bias }) as Estimator, index);
  return rows;
}
