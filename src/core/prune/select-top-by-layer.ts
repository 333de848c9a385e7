import type { Players } from "../game/players.ts";
import { ranked } from "./ranked.ts";

/**
 * The selection with `widths[g]` units of group g: those held, and of the group's others the ones with the highest
 * power. Groups do not compete with each other, so no layer can collapse.
 * @param power one value a player, NaN for players that come last
 * @param widths units to keep, a group each (`layerWidths`, or the widths of another selection)
 * @param held one byte a player, 1 = already chosen; a group that holds more than its width keeps them
 * @returns one byte a player, 1 = kept
 */
export function selectTopByLayer(
  power: Float64Array,
  widths: readonly number[],
  players: Players,
  held?: Uint8Array,
): Uint8Array {
  const selection = held ? held.slice() : new Uint8Array(players.count);
  const left = [...widths];
  for (let player = 0; player < players.count; player++) if (selection[player]) left[players.groupOf[player]]--;
  for (const player of ranked(power)) {
    const group = players.groupOf[player];
    if (selection[player] || left[group] <= 0) continue;
    selection[player] = 1;
    left[group]--;
  }
  return selection;
}
