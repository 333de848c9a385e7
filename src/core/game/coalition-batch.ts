/** Coalitions as rows of a membership matrix: row-major, 1 = present, 0 = absent. */
export interface CoalitionBatch {
  readonly players: number;
  readonly rows: number;
  readonly members: Uint8Array;
}

/** A batch with every entry 0. */
export function emptyBatch(rows: number, players: number): CoalitionBatch {
  return { players, rows, members: new Uint8Array(rows * players) };
}

/** A batch with every entry 1. */
export function grandBatch(rows: number, players: number): CoalitionBatch {
  return { players, rows, members: new Uint8Array(rows * players).fill(1) };
}

/** Rows from..to-1, sharing memory with the batch. */
export function rowsOf(batch: CoalitionBatch, from: number, to: number): CoalitionBatch {
  return {
    players: batch.players,
    rows: to - from,
    members: batch.members.subarray(from * batch.players, to * batch.players),
  };
}
