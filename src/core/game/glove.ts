import type { Game } from "./game.ts";
import { gameOf } from "./game-of.ts";

/** Players 0..left-1 own a left glove each, the others a right one; a coalition is worth its pairs. Exact power: `glovePower`. */
export function gloveGame(left: number, right: number): Game {
  return gameOf(left + right, (coalition) => {
    let lefts = 0;
    let rights = 0;
    for (let i = 0; i < left; i++) lefts += coalition[i];
    for (let i = left; i < left + right; i++) rights += coalition[i];
    return Math.min(lefts, rights);
  });
}
