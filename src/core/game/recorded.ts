import type { CoalitionBatch } from "./coalition-batch.ts";
import type { Evaluator, ExampleSlice } from "./evaluator.ts";
import type { Game } from "./game.ts";
import { type MeanPayoff, perExamplePayoffsOf } from "./per-example-payoff.ts";

/** What a recorded game was asked: coalitions and what every example gave for each. */
export interface Recording {
  readonly players: number;
  readonly rows: number;
  readonly members: Uint8Array;
  readonly examples: number;
  /** rows x examples. */
  readonly perExample: Uint8Array | Float64Array;
}

function joined<T extends Uint8Array | Float64Array>(parts: readonly T[], all: T): T {
  parts.reduce((at, part) => {
    all.set(part as never, at);
    return at + part.length;
  }, 0);
  return all;
}

/**
 * A network's game that remembers what every example gave for every coalition, so that the noise of the examples can
 * be told apart from that of the coalitions.
 * @param bytes recorded at most; `recording` is null once more would have been needed
 */
export function recordedGame(
  evaluator: Evaluator,
  examples: ExampleSlice,
  labels: Int32Array,
  payoff: MeanPayoff,
  bytes: number,
): Game & { recording(): Recording | null } {
  const members: Uint8Array[] = [];
  const payoffs: (Uint8Array | Float64Array)[] = [];
  let held = 0;
  let rows = 0;
  return {
    players: evaluator.players,
    async values(batch: CoalitionBatch) {
      const each = perExamplePayoffsOf(await evaluator.outputs(batch, examples), labels, payoff);
      held += each.byteLength + batch.members.byteLength;
      rows += batch.rows;
      if (held <= bytes) {
        members.push(batch.members.slice());
        payoffs.push(each);
      }
      const count = examples.length;
      return Float64Array.from({ length: batch.rows }, (_, row) => {
        let sum = 0;
        for (let x = row * count; x < (row + 1) * count; x++) sum += each[x];
        return sum / count;
      });
    },
    recording() {
      if (held > bytes || rows === 0) return null;
      const size = rows * examples.length;
      const perExample =
        payoffs[0] instanceof Uint8Array
          ? joined(payoffs as Uint8Array[], new Uint8Array(size))
          : joined(payoffs as Float64Array[], new Float64Array(size));
      const all = joined(members, new Uint8Array(rows * evaluator.players));
      return { players: evaluator.players, rows, members: all, examples: examples.length, perExample };
    },
  };
}
