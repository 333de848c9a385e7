import { FailureError } from "../failure.ts";
import type { Game } from "./game.ts";

/**
 * The conditional game v_F(S) = v(F + S) (METHOD section 6): the `present` players are in every coalition, the
 * `playing` ones play, all others are absent.
 * @param present one byte a player of `game`, 1 = always there
 * @param playing players of `game` that play; player k of the result is playing[k]
 * @throws settings-invalid where a player is both present and playing, plays twice or does not exist
 */
export function restricted(game: Game, present: Uint8Array, playing: Int32Array): Game {
  const taken = Uint8Array.from(present);
  for (const player of playing) {
    if (taken[player] !== 0)
      throw new FailureError({
        kind: "settings-invalid",
        message: `Player ${player} cannot play in the restricted game: it is unknown, always present, or named twice.`,
        where: "restricted game",
      });
    taken[player] = 1;
  }
  const base = Uint8Array.from(present);
  const players = playing.length;
  return {
    players,
    values(batch) {
      const members = new Uint8Array(batch.rows * game.players);
      for (let row = 0; row < batch.rows; row++) {
        const target = row * game.players;
        members.set(base, target);
        for (let k = 0; k < players; k++) members[target + playing[k]] = batch.members[row * players + k];
      }
      return game.values({ players: game.players, rows: batch.rows, members });
    },
  };
}
