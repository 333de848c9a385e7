import type { Game } from "./game.ts";
import { gameOf } from "./game-of.ts";

/** `worth` goes to every coalition that holds all `members`. */
export interface UnanimityTerm {
  readonly members: readonly number[];
  readonly worth: number;
}

/**
 * A sum of unanimity games; every game is one (its terms are the Harsanyi dividends). Exact power: `unanimityPower`.
 * A term without members is a constant.
 */
export function sumOfUnanimityGame(players: number, terms: readonly UnanimityTerm[]): Game {
  return gameOf(players, (coalition) => {
    let value = 0;
    for (const { members, worth } of terms) if (members.every((player) => coalition[player] === 1)) value += worth;
    return value;
  });
}
