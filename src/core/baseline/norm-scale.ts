import type { DependencyGraph } from "../dependency/dependency-graph.ts";
import type { Players } from "../game/players.ts";
import { type Model, weightsOf } from "../model/model.ts";

/**
 * Largest |gamma| of the batch norms that each unit goes through (network slimming, Liu et al. 2017, arXiv:1708.06519).
 * @returns one number a player, NaN for units that no batch norm scales; null where there is no batch norm at all
 */
export function normScales(model: Model, graph: DependencyGraph, players: Players): Float64Array | null {
  const layers = new Map(model.layers.map((layer) => [layer.id, layer]));
  const groups = new Map(graph.groups.map((group) => [group.id, group]));
  const scales = new Float64Array(players.count).fill(Number.NaN);
  let found = false;
  for (let player = 0; player < players.count; player++)
    for (const { layer, weight, indices } of groups.get(players.groups[players.groupOf[player]])!.couplings) {
      const norm = layers.get(layer)!;
      if (norm.kind !== "batch-norm" || weight !== "gamma") continue;
      found = true;
      const gamma = weightsOf(norm).gamma.values;
      for (const index of indices[players.unitOf[player]]) {
        const scale = Math.abs(gamma[index]);
        scales[player] = Number.isNaN(scales[player]) ? scale : Math.max(scales[player], scale);
      }
    }
  return found ? scales : null;
}
