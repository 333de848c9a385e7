import type { Game } from "./game.ts";
import { gameOf } from "./game-of.ts";

/** Weighted voting: a coalition is worth 1 when its weights reach the quota, else 0. Exact power: `votingPower`. */
export function weightedVotingGame(weights: readonly number[], quota: number): Game {
  return gameOf(weights.length, (coalition) => {
    let weight = 0;
    for (let i = 0; i < coalition.length; i++) weight += coalition[i] * weights[i];
    return weight >= quota ? 1 : 0;
  });
}
