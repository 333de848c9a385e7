import type { Game } from "./game.ts";
import { gameOf } from "./game-of.ts";

/** v(S) = constant + sum of the members' worths: every power index gives each player its own worth. */
export function additiveGame(worths: readonly number[], constant = 0): Game {
  return gameOf(worths.length, (coalition) => worths.reduce((sum, worth, i) => sum + worth * coalition[i], constant));
}
