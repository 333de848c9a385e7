import { FailureError } from "../failure.ts";
import type { Players } from "../game/players.ts";
import { ranked } from "./ranked.ts";

/**
 * Checks that `count` units can be kept at all: at least one of each group (the guard of METHOD section 2), at most
 * all of them.
 * @throws FailureError settings-invalid, naming the floor
 */
export function checkSize(count: number, players: Players): void {
  const floor = players.groups.length;
  if (Number.isInteger(count) && count >= floor && count <= players.count) return;
  throw new FailureError({
    kind: "settings-invalid",
    message: `${count} units cannot be kept: each of the ${floor} groups keeps at least one, and there are ${players.count} in all.`,
    where: "units to keep",
    advice: `Choose a whole number from ${floor} to ${players.count}.`,
  });
}

/**
 * The selection of `count` units: those held, and of the others the ones with the highest power. A place is reserved
 * for every group that is still empty, so no group ends without a unit.
 * @param power one value a player, NaN for players that come last
 * @param held one byte a player, 1 = already chosen
 * @param finalCount size of the selection that this one grows into: places beyond `count` are reserve enough for empty
 *   groups. Left out, the selection itself has a unit of every group.
 * @returns one byte a player, 1 = kept
 * @throws FailureError settings-invalid where `finalCount` is below the number of groups or above that of the players
 */
export function selectTop(
  power: Float64Array,
  count: number,
  players: Players,
  held?: Uint8Array,
  finalCount = count,
): Uint8Array {
  checkSize(finalCount, players);
  const selection = held ? held.slice() : new Uint8Array(players.count);
  const filled = new Uint8Array(players.groups.length);
  let chosen = 0;
  for (let player = 0; player < players.count; player++)
    if (selection[player]) {
      chosen++;
      filled[players.groupOf[player]] = 1;
    }
  let empty = filled.length - filled.reduce((sum, one) => sum + one, 0);
  for (const player of ranked(power)) {
    if (chosen >= count) break;
    const group = players.groupOf[player];
    if (selection[player] || (filled[group] && finalCount - chosen <= empty)) continue;
    selection[player] = 1;
    chosen++;
    if (!filled[group]) {
      filled[group] = 1;
      empty--;
    }
  }
  return selection;
}
