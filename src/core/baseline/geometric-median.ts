import type { DependencyGraph } from "../dependency/dependency-graph.ts";
import type { Players } from "../game/players.ts";
import type { Model } from "../model/model.ts";
import { unitWeights } from "./unit-weights.ts";

/** Multiplications between two yields: a moment's work. */
const stride = 2 ** 25;

/**
 * Sum of the Euclidean distances from each unit's weights to those of all units of its group (FPGM, He et al. 2019,
 * arXiv:1811.00250): a unit near the geometric median is the one that others can stand in for. Yields the players done,
 * now and then.
 * @returns one number a player; the smallest go first
 */
export function* medianDistances(
  model: Model,
  graph: DependencyGraph,
  players: Players,
): Generator<number, Float64Array> {
  const vectors = unitWeights(model, graph, players).map((slices) =>
    Float32Array.from(slices.flatMap(({ values }) => [...values])),
  );
  const sums = new Float64Array(players.count);
  let work = 0;
  for (let a = 0; a < players.count; a++) {
    for (let b = a + 1; b < players.count && players.groupOf[a] === players.groupOf[b]; b++) {
      let squares = 0;
      for (let i = 0; i < vectors[a].length; i++) squares += (vectors[a][i] - vectors[b][i]) ** 2;
      const distance = Math.sqrt(squares);
      sums[a] += distance;
      sums[b] += distance;
      work += vectors[a].length;
    }
    if (work < stride) continue;
    work = 0;
    yield a + 1;
  }
  return sums;
}
