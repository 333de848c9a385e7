import { failureOf } from "../../core/failure.ts";
import { type CoalitionBatch, rowsOf } from "../../core/game/coalition-batch.ts";
import type { ExampleSlice, Outputs } from "../../core/game/evaluator.ts";
import { memoryTogether } from "../evaluation-report.ts";
import type { OwnedEvaluator } from "../lab-parts.ts";

/** Pieces of a batch for each member: enough that a slow one is not waited for, few enough that each is worth sending. */
const piecesEach = 4;
/** Pieces that a member has been asked for at a time: the next one waits where it is computed, not where it is sent. */
const inFlight = 2;

/** A part of the work: some coalitions on some of the examples. */
interface Piece {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromExample: number;
  readonly toExample: number;
}

function cuts(length: number, parts: number): [number, number][] {
  const count = Math.min(length, parts);
  return Array.from({ length: count }, (_, part) => [
    Math.floor((part * length) / count),
    Math.floor(((part + 1) * length) / count),
  ]);
}

/** Cuts by coalitions; by examples where there are fewer coalitions than members. */
function piecesOf(rows: number, examples: number, members: number): Piece[] {
  if (rows >= members)
    return cuts(rows, members * piecesEach).map(([fromRow, toRow]) => ({
      fromRow,
      toRow,
      fromExample: 0,
      toExample: examples,
    }));
  return cuts(examples, members).map(([fromExample, toExample]) => ({
    fromRow: 0,
    toRow: rows,
    fromExample,
    toExample,
  }));
}

/**
 * Several evaluators of the same network as one. Each takes the next piece of a batch as it gets free; every coalition
 * and example is computed as it would be alone, so that neither the split nor the number of members changes a number. A
 * member that fails is left out from then on and its piece goes to another; the last resort is `alone`. `held` says why.
 * @param alone makes an evaluator in this thread, once nobody else is left
 */
export function pooledEvaluator(members: readonly OwnedEvaluator[], alone: () => OwnedEvaluator): OwnedEvaluator {
  const living = [...members];
  const lost: string[] = [];
  let last: OwnedEvaluator | null = null;
  const players = members[0]?.players ?? alone().players;

  function leaveOut(member: OwnedEvaluator, error: unknown): void {
    const place = living.indexOf(member);
    if (place < 0) return;
    living.splice(place, 1);
    member.dispose();
    lost.push(failureOf(error).message);
  }

  async function outputs(batch: CoalitionBatch, examples: ExampleSlice, gains?: Float32Array): Promise<Outputs> {
    const waiting = piecesOf(batch.rows, examples.length, Math.max(1, living.length)).reverse();
    let whole: Outputs | null = null;
    const play = async (member: OwnedEvaluator, piece: Piece): Promise<void> => {
      const { fromRow, toRow, fromExample, toExample } = piece;
      const part = await member.outputs(
        rowsOf(batch, fromRow, toRow),
        fromExample === 0 && toExample === examples.length ? examples : examples.slice(fromExample, toExample),
        gains?.subarray(fromRow * batch.players, toRow * batch.players),
      );
      const { width } = part;
      whole ??= {
        ...part,
        rows: batch.rows,
        examples: examples.length,
        values: new Float32Array(batch.rows * examples.length * width),
      };
      if (part.examples === examples.length) {
        whole.values.set(part.values, fromRow * examples.length * width);
        return;
      }
      for (let row = fromRow; row < toRow; row++) {
        const from = (row - fromRow) * part.examples * width;
        whole.values.set(
          part.values.subarray(from, from + part.examples * width),
          (row * examples.length + fromExample) * width,
        );
      }
    };
    /** Takes pieces until there are none; a piece that fails goes back. */
    const lane = async (member: OwnedEvaluator): Promise<void> => {
      for (let piece = waiting.pop(); piece; piece = waiting.pop())
        try {
          await play(member, piece);
        } catch (error) {
          waiting.push(piece);
          leaveOut(member, error);
          return;
        }
    };
    while (waiting.length > 0 && living.length > 0)
      await Promise.all(living.flatMap((member) => Array.from({ length: inFlight }, () => lane(member))));
    for (let piece = waiting.pop(); piece; piece = waiting.pop()) {
      last ??= alone();
      await play(last, piece);
    }
    return whole ?? { rows: 0, examples: examples.length, width: 0, kind: "probabilities", values: new Float32Array() };
  }

  return {
    players,
    outputs,
    async warm(examples, rows) {
      await Promise.all(
        [...living].map((member) => member.warm(examples, rows).catch((error) => leaveOut(member, error))),
      );
    },
    async held() {
      const all = [...living, ...(last ? [last] : [])];
      const each = await Promise.all(all.map((one) => one.held?.().catch((error) => leaveOut(one, error))));
      return { ...memoryTogether(each.flatMap((held) => held ?? [])), ...(lost.length > 0 ? { lost: [...lost] } : {}) };
    },
    dispose() {
      for (const member of living.splice(0)) member.dispose();
      last?.dispose();
      last = null;
    },
  };
}
