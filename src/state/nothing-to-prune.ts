import type { ModelSummary } from "../core/model/summary.ts";

/** That a network has no unit to prune, and why: the reasons of its frozen layers. */
export function nothingToPrune({ layers }: Pick<ModelSummary, "layers">): string {
  const reasons = layers.flatMap(({ id, frozen }) => (frozen === undefined ? [] : [`${id}: ${frozen}`]));
  return `No unit of this network can be pruned. ${reasons.length === 0 ? "It has no hidden neurons or filters." : reasons.join(" ")}`;
}
