import type { Game } from "../game/game.ts";
import { gameOf } from "../game/game-of.ts";

/**
 * The bankruptcy game (O'Neill 1982; Aumann and Maschler 1985): claims on an estate too small for them; a coalition is
 * worth what is left of the estate once all others are paid in full.
 */
export function bankruptcyGame(estate: number, claims: readonly number[]): Game {
  return gameOf(claims.length, (coalition) =>
    Math.max(
      0,
      claims.reduce((left, claim, i) => left - claim * (1 - coalition[i]), estate),
    ),
  );
}
