import type { GroupId } from "../dependency/dependency-graph.ts";
import { FailureError } from "../failure.ts";
import type { Game } from "../game/game.ts";
import type { Players } from "../game/players.ts";
import { restricted } from "../game/restricted.ts";
import { tinyPlayers } from "../solution/zero-normalised.ts";

/** What becomes of the units that do not play. */
export type RestOfNetwork = "present" | "absent";

/** A few units of a network as the players of a tiny game. */
export interface TinyScope {
  /** Players of the network's game that play, ascending; player k of the tiny game is playing[k]. */
  readonly playing: Int32Array;
  /** Group and unit number within it, a player of the tiny game each. */
  readonly units: readonly { readonly group: GroupId; readonly unit: number }[];
  readonly rest: RestOfNetwork;
}

/**
 * Chooses at most 12 units of a network, so that all their coalitions can be listed: all units of some groups, or units
 * one by one. With the rest present the tiny game asks who matters to the whole network, with the rest absent what these
 * units can do on their own (where a group has no playing unit, nothing gets through then).
 * @param chosen groups that play, or player numbers of the network's game
 * @throws FailureError settings-invalid for more than `limit` units, none, a unit twice, or one that there is not
 */
export function tinyScope(
  players: Players,
  chosen: { readonly groups: readonly GroupId[] } | { readonly units: Int32Array },
  rest: RestOfNetwork,
  limit: number = tinyPlayers,
): TinyScope {
  const refuse = (message: string, where: string) => {
    throw new FailureError({
      kind: "settings-invalid",
      message,
      where,
      advice: `Choose 1 to ${limit} units of the network.`,
    });
  };
  let playing: Int32Array;
  if ("groups" in chosen) {
    for (const group of chosen.groups)
      if (!players.groups.includes(group)) refuse(`No group is called ${group}.`, group);
    const wanted = players.groups.map((group) => chosen.groups.includes(group));
    playing = Int32Array.from(players.groupOf.keys()).filter((player) => wanted[players.groupOf[player]]);
  } else {
    playing = Int32Array.from(chosen.units).sort();
    playing.forEach((player, k) => {
      if (player < 0 || player >= players.count) refuse(`There is no unit ${player}.`, "tiny game");
      if (k > 0 && player === playing[k - 1]) refuse(`Unit ${player} is named twice.`, "tiny game");
    });
  }
  if (playing.length < 1 || playing.length > limit)
    refuse(`${playing.length} units cannot be played out coalition by coalition.`, "tiny game");
  const units = Array.from(playing, (player) => ({
    group: players.groups[players.groupOf[player]],
    unit: players.unitOf[player],
  }));
  return { playing, units, rest };
}

/**
 * The tiny game of the chosen units.
 * @param game the network's game, whose players the scope was chosen from
 */
export function tinyGame(game: Game, { playing, rest }: TinyScope): Game {
  const present = new Uint8Array(game.players).fill(rest === "present" ? 1 : 0);
  for (const player of playing) present[player] = 0;
  return restricted(game, present, playing);
}
