import { FailureError } from "../failure.ts";
import { allCoalitions } from "../game/all-coalitions.ts";
import type { Game } from "../game/game.ts";
import { tinyPlayers } from "../solution/zero-normalised.ts";

const batchRows = 256;

/**
 * The value of every coalition, 2^players of them in the order of `allCoalitions`: a coalition's number is the bit mask
 * of its members. Asks the game for 256 coalitions at a time.
 * @throws FailureError settings-invalid for more than 12 players, or none
 */
export async function tabulate(game: Game): Promise<Float64Array> {
  const { players } = game;
  if (players < 1 || players > tinyPlayers)
    throw new FailureError({
      kind: "settings-invalid",
      message: `A game of ${players} players cannot be listed coalition by coalition; 1 to ${tinyPlayers} can.`,
      where: "tiny game",
      advice: `Choose at most ${tinyPlayers} units to play.`,
    });
  const values = new Float64Array(2 ** players);
  for (let from = 0; from < values.length; from += batchRows) {
    const to = Math.min(from + batchRows, values.length);
    values.set(await game.values(allCoalitions(players, from, to)), from);
  }
  return values;
}
