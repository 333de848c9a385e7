import { FailureError } from "../failure.ts";
import { allCoalitions } from "../game/all-coalitions.ts";
import type { Game } from "../game/game.ts";
import { coalitionSizes } from "./coalition-sizes.ts";
import type { PowerIndex } from "./power-index.ts";

/** Players at most for enumeration: 32,768 coalitions. */
export const enumerablePlayers = 15;

const batchRows = 1024;

/**
 * Exact power from the worth of every coalition.
 * @param values one value a coalition in the order of `allCoalitions`, 2^players of them
 */
export function powerFromTable(values: Float64Array, players: number, index: PowerIndex): Float64Array {
  const weights = coalitionSizes(index, players - 1);
  // a single coalition's share of its size: divided by C(players - 1, s)
  let coalitions = 1;
  for (let s = 0; s < players; s++) {
    weights[s] /= coalitions;
    coalitions = (coalitions * (players - 1 - s)) / (s + 1);
  }
  const power = new Float64Array(players);
  for (let coalition = 0; coalition < values.length; coalition++) {
    let size = 0;
    for (let bits = coalition; bits > 0; bits >>= 1) size += bits & 1;
    for (let i = 0; i < players; i++)
      if (((coalition >> i) & 1) === 0) power[i] += weights[size] * (values[coalition | (1 << i)] - values[coalition]);
  }
  return power;
}

/**
 * Exact power of every player, playing each of the 2^N coalitions once.
 * @throws settings-invalid for more than 15 players
 */
export async function enumeratePower(game: Game, index: PowerIndex): Promise<Float64Array> {
  const { players } = game;
  if (players > enumerablePlayers)
    throw new FailureError({
      kind: "settings-invalid",
      message: `${players} players are too many to try all coalitions; ${enumerablePlayers} is the limit.`,
      where: "exact enumeration",
      advice: "Estimate the power from sampled coalitions instead.",
    });
  const coalitions = 2 ** players;
  const values = new Float64Array(coalitions);
  for (let from = 0; from < coalitions; from += batchRows) {
    const to = Math.min(from + batchRows, coalitions);
    values.set(await game.values(allCoalitions(players, from, to)), from);
  }
  return powerFromTable(values, players, index);
}
