import type { DependencyGraph } from "../dependency/dependency-graph.ts";
import type { Players } from "../game/players.ts";
import type { Model } from "../model/model.ts";
import { eachUnitsPlaces, type WeightPlace } from "./unit-weights.ts";

/** Sums along an axis of a weight, an index each; the numbers are read once, in the order in which they lie. */
function sumsAlong({ tensor: { shape, values }, axis }: WeightPlace, norm: "l1" | "l2"): Float64Array {
  const inner = shape.slice(axis + 1).reduce((product, n) => product * n, 1);
  const sums = new Float64Array(shape[axis]);
  for (let at = 0; at < values.length; )
    for (let index = 0; index < sums.length; index++)
      for (const end = at + inner; at < end; at++)
        sums[index] += norm === "l1" ? Math.abs(values[at]) : values[at] * values[at];
  return sums;
}

/**
 * Norm of the kernel weights that make each unit (Li et al. 2017, arXiv:1608.08710: the L1 norm of a filter), one
 * number a player; a unit that several layers produce counts the weights of all.
 */
export function magnitudes(model: Model, graph: DependencyGraph, players: Players, norm: "l1" | "l2"): Float64Array {
  const norms = new Float64Array(players.count);
  const known = new Map<string, Float64Array>();
  let player = 0;
  for (const places of eachUnitsPlaces(model, graph, players)) {
    let sum = 0;
    for (const place of places) {
      const name = JSON.stringify([place.layer, place.weight, place.axis]);
      const sums = known.get(name) ?? sumsAlong(place, norm);
      known.set(name, sums);
      for (const index of place.indices) sum += sums[index];
    }
    norms[player++] = norm === "l1" ? sum : Math.sqrt(sum);
  }
  return norms;
}
