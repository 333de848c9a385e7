import type { CoalitionBatch } from "./coalition-batch.ts";
import type { Evaluator, ExampleSlice } from "./evaluator.ts";
import { examplePayoffs } from "./example-payoffs.ts";
import type { Game } from "./game.ts";
import type { MeanPayoff } from "./per-example-payoff.ts";
import { labelsFor, type Truth } from "./truth.ts";

/** Coalitions that were played, with what every example gave. */
export interface PayoffRecord {
  readonly players: number;
  readonly examples: number;
  /** Coalitions recorded. */
  rows: number;
  /** rows x players, and longer than that. */
  members: Uint8Array;
  /** rows x examples, and longer than that; bytes where examples are right or wrong. */
  perExample: Uint8Array | Float32Array;
}

const longer = <T extends Uint8Array | Float32Array>(values: T, length: number): T => {
  if (values.length >= length) return values;
  const grown = new (values.constructor as new (length: number) => T)(Math.max(length, 2 * values.length));
  grown.set(values);
  return grown;
};

/**
 * The game of a payoff that is a mean over examples, keeping what every example gave: the noise of the calibration
 * batch can be told from it (see `exampleStandardError`). Worth the same as in `payoffGame`.
 * @param mostValues numbers kept at most (rows x examples): later coalitions are played but not recorded
 * @param played what every example gives for each coalition; the evaluator's answer if left out
 */
export function recordedPayoffGame(
  evaluator: Evaluator,
  examples: ExampleSlice,
  truth: Truth | Int32Array,
  payoff: MeanPayoff,
  mostValues = 2 ** 26,
  played?: (batch: CoalitionBatch) => Promise<Uint8Array | Float64Array>,
): Game & { readonly record: PayoffRecord } {
  const { players } = evaluator;
  const count = examples.length;
  const labels = labelsFor(truth, count, payoff);
  const counts = payoff === "accuracy" || payoff === "agreement";
  const play = played ?? ((batch: CoalitionBatch) => examplePayoffs(evaluator, batch, examples, labels, payoff));
  const record: PayoffRecord = {
    players,
    examples: count,
    rows: 0,
    members: new Uint8Array(0),
    perExample: counts ? new Uint8Array(0) : new Float32Array(0),
  };
  return {
    players,
    record,
    async values(batch) {
      const each = await play(batch);
      const room = Math.max(0, Math.min(batch.rows, Math.floor(mostValues / count) - record.rows));
      record.members = longer(record.members, (record.rows + room) * players);
      record.members.set(batch.members.subarray(0, room * players), record.rows * players);
      record.perExample = longer(record.perExample, (record.rows + room) * count);
      record.perExample.set(each.subarray(0, room * count), record.rows * count);
      record.rows += room;
      return Float64Array.from({ length: batch.rows }, (_, row) => {
        let sum = 0;
        for (let i = row * count; i < (row + 1) * count; i++) sum += each[i];
        return sum / count;
      });
    },
  };
}
