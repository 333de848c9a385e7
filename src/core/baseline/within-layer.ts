import type { Players } from "../game/players.ts";

/**
 * Each number divided by the L2 norm of its group's (Molchanov et al. 2017, arXiv:1611.06440), so that layers of
 * different scale can be ranked together; a group of zeros stays zero.
 */
export function withinLayer(ranking: Float64Array, players: Players): Float64Array {
  const squares = new Float64Array(players.groups.length);
  for (let player = 0; player < players.count; player++) {
    const value = ranking[player];
    if (!Number.isNaN(value)) squares[players.groupOf[player]] += value * value;
  }
  return ranking.map((value, player) => value / (Math.sqrt(squares[players.groupOf[player]]) || 1));
}
