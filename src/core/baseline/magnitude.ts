import type { DependencyGraph } from "../dependency/dependency-graph.ts";
import type { Players } from "../game/players.ts";
import type { Model } from "../model/model.ts";
import { unitWeights } from "./unit-weights.ts";

/**
 * Norm of the kernel weights that make each unit (Li et al. 2017, arXiv:1608.08710: the L1 norm of a filter), one
 * number a player; a unit that several layers produce counts the weights of all.
 */
export function magnitudes(model: Model, graph: DependencyGraph, players: Players, norm: "l1" | "l2"): Float64Array {
  return Float64Array.from(unitWeights(model, graph, players), (slices) => {
    let sum = 0;
    for (const { values } of slices) for (const w of values) sum += norm === "l1" ? Math.abs(w) : w * w;
    return norm === "l1" ? sum : Math.sqrt(sum);
  });
}
