import { biasOf } from "./index-bias.ts";
import type { PowerIndex } from "./power-index.ts";

/** Probabilities of 0..trials successes, relatively exact: built outwards from the mode, so nothing underflows early. */
function binomial(trials: number, probability: number): Float64Array {
  const mass = new Float64Array(trials + 1);
  const mode = Math.min(trials, Math.floor((trials + 1) * probability));
  mass[mode] = 1;
  for (let s = mode; s < trials; s++)
    mass[s + 1] = (mass[s] * (trials - s) * probability) / ((s + 1) * (1 - probability));
  for (let s = mode; s > 0; s--) mass[s - 1] = (mass[s] * s * (1 - probability)) / ((trials - s + 1) * probability);
  const total = mass.reduce((sum, value) => sum + value, 0);
  return mass.map((value) => value / total);
}

/**
 * A semivalue as the distribution of the size of the coalition that a player joins (Dubey, Neyman, Weber 1981): entry s
 * is the probability of s others, all coalitions of one size being equally likely. Uniform for Shapley, binomial for
 * the biased Banzhaf index.
 * @param others players - 1
 */
export function coalitionSizes(index: PowerIndex, others: number): Float64Array {
  const bias = biasOf(index);
  return bias === null ? new Float64Array(others + 1).fill(1 / (others + 1)) : binomial(others, bias);
}
