import { FailureError } from "../failure.ts";
import type { CoalitionBatch } from "../game/coalition-batch.ts";
import type { Step } from "../step.ts";
import { constraintsOf } from "./coalition-constraints.ts";
import { RegretMatching } from "./regret-matching.ts";

export interface SampledLeastCoreSettings {
  /** Iterations at most. */
  readonly iterations: number;
  /** Stops when deficit - bound is below this share of v(N) - v(empty). */
  readonly tolerance: number;
  /** Pace: iterations a step; each reads every coalition twice. */
  readonly stepIterations: number;
}

export const defaultLeastCoreSettings: SampledLeastCoreSettings = {
  iterations: 2000,
  tolerance: 1e-3,
  stepIterations: 16,
};

export interface SampledLeastCore {
  /** What each player receives of v(N) - v(empty), none below 0: high for those whom no coalition could do without. */
  readonly allocation: Float64Array;
  /** What the worst-off sampled coalition lacks at it. Says nothing of coalitions that were not sampled. */
  readonly deficit: number;
  /** No allocation makes the sampled coalitions lack less than this: the deficit is at most deficit - bound from it. */
  readonly bound: number;
  /** Different coalitions that were heard, without the empty and the grand one. */
  readonly constraints: number;
}

/** What a page has to say beside the figure. */
export const leastCoreCaveat =
  "Only sampled coalitions are heard, and the least core may hold many allocations, of which this is one. The nucleolus, which would choose among them, cannot be learned from samples.";

/** Iterations between two looks at the tolerance, whatever the pace. */
const patience = 16;

/**
 * The irreplaceability view (METHOD section 8): an allocation of v(N) - v(empty) that leaves the worst-off of the sampled
 * coalitions with the least deficit e, x(S) >= v(S) - v(empty) - e. Works from evaluations that an estimator or a sweep
 * already made. The nucleolus cannot be learned from samples, and where many allocations share the least deficit this
 * is one of them, reached from the even one.
 *
 * Shares are kept at 0 or above. For a monotone game that changes nothing (a player with a negative share would be in
 * every worst-off coalition, and taking from the others would help), and without it the deficit of fewer than about 2N
 * sampled coalitions has no lower bound. The programme is then a zero-sum game, the players' shares against a mixture of
 * coalitions, and both sides learn by regret matching+, a projected subgradient method; the mixture proves the bound.
 * @param values one value a row of the batch
 * @param grand v(N), above `empty`
 * @param empty v(empty); 0 if left out
 * Errors: settings-invalid where v(N) is not above v(empty), lengths differ, or the batch has no proper coalition
 */
export async function* sampledLeastCore(
  batch: CoalitionBatch,
  values: Float64Array,
  grand: number,
  empty = 0,
  settings: Partial<SampledLeastCoreSettings> = {},
): AsyncGenerator<Step<SampledLeastCore>, SampledLeastCore> {
  const { iterations, tolerance, stepIterations } = { ...defaultLeastCoreSettings, ...settings };
  const total = grand - empty;
  if (!(total > 0))
    throw new FailureError({
      kind: "settings-invalid",
      message: "The full network is worth no more than the empty one, so there is nothing to share.",
      where: "least core",
      advice: "Choose another payoff, or a network that has learned its task.",
    });
  if (!(stepIterations >= 1) || !(iterations >= 1))
    throw new FailureError({
      kind: "settings-invalid",
      message: "The least core takes at least one iteration, and a step at least one.",
      where: "least core",
    });
  const { count, shares, loads, worth } = constraintsOf(batch, values, empty, total);
  const players = new RegretMatching(batch.players);
  const coalitions = new RegretMatching(count);
  const lack = new Float64Array(count);
  const load = new Float64Array(batch.players);
  const lackAt = (mixture: Float64Array) => {
    shares(mixture, lack);
    for (let row = 0; row < count; row++) lack[row] = worth[row] - lack[row];
  };

  const answer = (): SampledLeastCore => {
    const allocation = players.average();
    lackAt(allocation);
    const mixture = coalitions.average();
    loads(mixture, load);
    const promised = mixture.reduce((sum, weight, row) => sum + weight * worth[row], 0);
    return {
      allocation: allocation.map((share) => share * total),
      deficit: total * lack.reduce((most, value) => Math.max(most, value), -Infinity),
      bound: total * (promised - load.reduce((most, value) => Math.max(most, value), -Infinity)),
      constraints: count,
    };
  };

  for (let done = 1; ; done++) {
    loads(coalitions.mixture, load);
    players.learn(load);
    lackAt(players.mixture);
    coalitions.learn(lack);
    const stepEnds = done % Math.floor(stepIterations) === 0;
    const look = done % patience === 0 || done >= iterations;
    if (!stepEnds && !look) continue;
    const now = answer();
    const last = done >= iterations || (look && now.deficit - now.bound <= tolerance * total);
    if (stepEnds || last)
      yield { answer: now, progress: { done, total: last ? done : Math.floor(iterations), unit: "stages" } };
    if (last) return now;
  }
}
