import type { DependencyGraph } from "../dependency/dependency-graph.ts";
import type { Players } from "../game/players.ts";
import type { Model } from "../model/model.ts";
import { eachUnitsWeights } from "./unit-weights.ts";

/**
 * Norm of the kernel weights that make each unit (Li et al. 2017, arXiv:1608.08710: the L1 norm of a filter), one
 * number a player; a unit that several layers produce counts the weights of all.
 */
export function magnitudes(model: Model, graph: DependencyGraph, players: Players, norm: "l1" | "l2"): Float64Array {
  const norms = new Float64Array(players.count);
  let player = 0;
  // one unit's weights at a time: together they are as large as the network
  for (const slices of eachUnitsWeights(model, graph, players)) {
    let sum = 0;
    for (const { values } of slices) for (const w of values) sum += norm === "l1" ? Math.abs(w) : w * w;
    norms[player++] = norm === "l1" ? sum : Math.sqrt(sum);
  }
  return norms;
}
