import type { Game } from "./game.ts";
import { gameOf } from "./game-of.ts";

/** The airport game: a coalition costs what its largest member needs, nobody costs 0. Exact power: `airportPower`. */
export function airportGame(costs: readonly number[]): Game {
  return gameOf(costs.length, (coalition) => {
    let cost = 0;
    for (let i = 0; i < coalition.length; i++) if (coalition[i] === 1 && costs[i] > cost) cost = costs[i];
    return cost;
  });
}
