import type { Players } from "../game/players.ts";

/** Units in a selection (one byte a player, 1 = kept). */
export function sizeOf(selection: Uint8Array): number {
  let size = 0;
  for (const kept of selection) size += kept;
  return size;
}

/** Units kept of each group, in the order of `players.groups`. */
export function widthsOf(selection: Uint8Array, players: Players): number[] {
  const widths = new Array<number>(players.groups.length).fill(0);
  for (let player = 0; player < players.count; player++) if (selection[player]) widths[players.groupOf[player]]++;
  return widths;
}

/** Whether every group has a unit, so that the selection could be cut out of the network. */
export function isWhole(selection: Uint8Array, players: Players): boolean {
  return widthsOf(selection, players).every((width) => width > 0);
}
