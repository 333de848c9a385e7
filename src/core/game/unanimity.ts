import type { Game } from "./game.ts";
import { sumOfUnanimityGame } from "./sum-of-unanimity.ts";

/** u_T: worth 1 to coalitions that hold all of T. Shapley is 1/|T| within T, beta^p is p^(|T|-1). */
export function unanimityGame(players: number, members: readonly number[]): Game {
  return sumOfUnanimityGame(players, [{ members, worth: 1 }]);
}
