import { FailureError } from "../failure.ts";
import type { CoalitionBatch } from "../game/coalition-batch.ts";
import { coalitionKey } from "../game/coalition-key.ts";

/** Sampled coalitions as constraints on a division among the players: each once, without the empty and the grand one. */
export interface CoalitionConstraints {
  readonly count: number;
  /** (v(S) - v(empty)) / (v(N) - v(empty)), a constraint each. */
  readonly worth: Float64Array;
  /** Writes what each coalition's members have together of `division`, one weight a player. */
  shares(division: Float64Array, into: Float64Array): void;
  /** Writes the weight of the coalitions that each player is in, of `mixture`, one weight a coalition. */
  loads(mixture: Float64Array, into: Float64Array): void;
}

/**
 * @param values one value a row
 * @param total v(N) - v(empty), above 0
 * @throws FailureError settings-invalid where the lengths differ or no coalition is left
 */
export function constraintsOf(
  { players, rows, members }: CoalitionBatch,
  values: Float64Array,
  empty: number,
  total: number,
): CoalitionConstraints {
  const refuse = (message: string) => {
    throw new FailureError({
      kind: "settings-invalid",
      message,
      where: "least core",
      advice: "Sample some coalitions first.",
    });
  };
  if (values.length !== rows) refuse(`There are ${rows} coalitions and ${values.length} values.`);
  const seen = new Set<string>();
  const chosen: number[] = [];
  for (let row = 0; row < rows; row++) {
    const coalition = members.subarray(row * players, (row + 1) * players);
    const size = coalition.reduce((sum, member) => sum + member, 0);
    const key = coalitionKey(coalition);
    if (size === 0 || size === players || seen.has(key)) continue;
    seen.add(key);
    chosen.push(row);
  }
  if (chosen.length === 0) refuse("There is no coalition between the empty and the grand one to listen to.");
  return {
    count: chosen.length,
    worth: Float64Array.from(chosen, (row) => (values[row] - empty) / total),
    shares(division, into) {
      for (let k = 0; k < chosen.length; k++) {
        const start = chosen[k] * players;
        let share = 0;
        for (let i = 0; i < players; i++) share += members[start + i] * division[i];
        into[k] = share;
      }
    },
    loads(mixture, into) {
      into.fill(0);
      for (let k = 0; k < chosen.length; k++) {
        const weight = mixture[k];
        if (weight === 0) continue;
        const start = chosen[k] * players;
        for (let i = 0; i < players; i++) into[i] += members[start + i] * weight;
      }
    },
  };
}
