import type { Game } from "./game.ts";
import { weightedVotingGame } from "./weighted-voting.ts";

/** A coalition of at least `quota` players is worth 1, else 0: beta^p = C(n-1, quota-1) p^(quota-1) (1-p)^(n-quota). */
export function majorityGame(players: number, quota: number): Game {
  return weightedVotingGame(new Array<number>(players).fill(1), quota);
}
