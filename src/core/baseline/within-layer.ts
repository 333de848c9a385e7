import type { Players } from "../game/players.ts";

/**
 * Each number divided by the L2 norm of its group's (Molchanov et al. 2017, arXiv:1611.06440), so that layers of
 * different scale can be ranked together; a group of zeros stays zero.
 */
export function withinLayer(
  ranking: Float64Array,
  { groups, groupOf }: Pick<Players, "groups" | "groupOf">,
): Float64Array {
  const squares = new Float64Array(groups.length);
  ranking.forEach((value, player) => {
    if (!Number.isNaN(value)) squares[groupOf[player]] += value * value;
  });
  return ranking.map((value, player) => value / (Math.sqrt(squares[groupOf[player]]) || 1));
}

/** The same by layers that follow each other. */
export function scaledByLayer(
  ranking: Float64Array,
  layers: readonly { readonly group: string; readonly players: number }[],
): Float64Array {
  const groupOf = Int32Array.from(layers.flatMap(({ players }, layer) => new Array<number>(players).fill(layer)));
  return withinLayer(ranking, { groups: layers.map(({ group }) => group), groupOf });
}
