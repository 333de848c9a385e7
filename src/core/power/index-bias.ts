import { FailureError } from "../failure.ts";
import type { PowerIndex } from "./power-index.ts";

/**
 * The probability with which every other player joins: d of a biased Banzhaf index, 1/2 of Banzhaf, null of Shapley.
 * @throws settings-invalid where d lies outside [0, 1]
 */
export function biasOf(index: PowerIndex): number | null {
  if (index.kind === "shapley") return null;
  if (index.kind === "banzhaf") return 0.5;
  if (!(index.bias >= 0 && index.bias <= 1))
    throw new FailureError({
      kind: "settings-invalid",
      message: `The bias of the index is ${index.bias}; it is a probability.`,
      where: "power index",
      advice: "Choose a bias between 0 and 1.",
    });
  return index.bias;
}
