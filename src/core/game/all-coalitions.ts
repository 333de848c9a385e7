import type { CoalitionBatch } from "./coalition-batch.ts";

/**
 * Rows from..to-1 of the list of all 2^players coalitions: bit i of the row's number is the membership of player i, so
 * row 0 is the empty coalition and the last the grand one.
 */
export function allCoalitions(players: number, from = 0, to = 2 ** players): CoalitionBatch {
  const members = new Uint8Array((to - from) * players);
  for (let number = from; number < to; number++)
    for (let i = 0; i < players; i++) members[(number - from) * players + i] = (number >> i) & 1;
  return { players, rows: to - from, members };
}
