import type { Game } from "./game.ts";

/** A game from the worth of one coalition: `worth` reads a row of memberships (1 = present) and must not keep it. */
export function gameOf(players: number, worth: (coalition: Uint8Array) => number): Game {
  return {
    players,
    async values(batch) {
      const values = new Float64Array(batch.rows);
      for (let row = 0; row < batch.rows; row++)
        values[row] = worth(batch.members.subarray(row * players, (row + 1) * players));
      return values;
    },
  };
}
