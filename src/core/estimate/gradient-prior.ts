import type { GradientSource } from "../game/gradient-source.ts";
import type { PowerEstimate } from "../power/power-index.ts";
import type { RandomSource } from "../random/random-source.ts";
import type { Step } from "../step.ts";
import { drawBernoulli } from "./bernoulli-coalitions.ts";

/** Masks that the prior averages over, unless told otherwise (METHOD section 4). */
export const priorMasks = 50;

/**
 * The gradient prior: the mean derivative of the payoff with respect to every mask over random Bern(d) masks. One
 * forward and backward pass scores all players, so it is the first live ranking and the point that ridge shrinks to.
 * It extends the game linearly around each mask and is biased: no standard error is claimed.
 * @param bias d, the probability of presence; 1/2 for Banzhaf and Shapley
 * @param masks passes in all; each yields a step and counts as one evaluation
 */
export async function* gradientPrior(
  source: GradientSource,
  bias: number,
  masks: number,
  random: RandomSource,
): AsyncGenerator<Step<PowerEstimate>, PowerEstimate> {
  const { players } = source;
  const sums = new Float64Array(players);
  const none = new Float64Array(players).fill(Number.NaN);
  let answer: PowerEstimate = { power: sums, standardError: none, degreesOfFreedom: Infinity, evaluations: 0 };
  for (let done = 1; done <= masks; done++) {
    const members = new Uint8Array(players);
    drawBernoulli(members, bias, random);
    const slopes = await source.gradients({ players, rows: 1, members });
    for (let player = 0; player < players; player++) sums[player] += slopes[player];
    answer = { ...answer, power: sums.map((sum) => sum / done), evaluations: done };
    yield { answer, progress: { done, total: masks, unit: "masks" } };
  }
  return answer;
}
