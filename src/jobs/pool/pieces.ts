import type { CoalitionBatch } from "../../core/game/coalition-batch.ts";

/** A part of a batch's work: places from..to-1 of its order, on examples from..to-1 of the slice. */
export interface Piece {
  readonly fromPlace: number;
  readonly toPlace: number;
  readonly fromExample: number;
  readonly toExample: number;
}

/** The smallest piece is this share of a member's own: what a member may be waited for at the end. */
const smallestShare = 1 / 16;

/**
 * Rows of the batch in the order of their members, so that those of a piece have the first layers' units in common: an
 * evaluator computes what they share once, and reads it while it is still in the cache.
 */
export function alikeTogether({ rows, players, members }: CoalitionBatch): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row).sort((a, b) => {
    const [atA, atB] = [a * players, b * players];
    for (let player = 0; player < players; player++) {
      const by = (members[atA + player] ?? 0) - (members[atB + player] ?? 0);
      if (by !== 0) return by;
    }
    return a - b;
  });
}

/**
 * Guided self-scheduling (Polychronopoulos and Kuck, doi:10.1109/TC.1987.5009495): each piece is half of a member's share
 * of what is left, so that the first are worth sending and nobody waits long for the last. By examples, even, where there
 * are fewer coalitions than members.
 */
export function piecesOf(rows: number, examples: number, members: number): Piece[] {
  const pieces: Piece[] = [];
  if (rows < members) {
    const parts = Math.min(examples, members);
    for (let part = 0; part < parts; part++)
      pieces.push({
        fromPlace: 0,
        toPlace: rows,
        fromExample: Math.floor((part * examples) / parts),
        toExample: Math.floor(((part + 1) * examples) / parts),
      });
    return pieces;
  }
  const smallest = Math.max(1, Math.ceil((smallestShare * rows) / members));
  for (let from = 0; from < rows; ) {
    const to = Math.min(rows, from + Math.max(smallest, Math.ceil((rows - from) / (2 * members))));
    pieces.push({ fromPlace: from, toPlace: to, fromExample: 0, toExample: examples });
    from = to;
  }
  return pieces;
}

/** The rows at these places of the order, in memory of their own, which can be sent by itself. */
export function batchAt(batch: CoalitionBatch, order: Int32Array, piece: Piece): CoalitionBatch {
  const { players } = batch;
  const rows = piece.toPlace - piece.fromPlace;
  return { players, rows, members: valuesAt(batch.members, order, piece, new Uint8Array(rows * players)) };
}

/** A row-major array's rows at these places of the order, copied into `into`. */
export function valuesAt<T extends Float32Array | Uint8Array>(
  values: T,
  order: Int32Array,
  { fromPlace, toPlace }: Piece,
  into: T,
): T {
  const width = into.length / (toPlace - fromPlace);
  for (let place = fromPlace; place < toPlace; place++) {
    const from = (order[place] ?? place) * width;
    into.set(values.subarray(from, from + width), (place - fromPlace) * width);
  }
  return into;
}
