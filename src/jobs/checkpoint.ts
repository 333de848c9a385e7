/**
 * What a job can go on from in another worker: what it was given so far, which seed and settings decide what it asked
 * for, and the state of what is not made again from that. Plain: JSON and typed arrays.
 */

/** Numbers in rows, or plain values one a row. */
export type LogRows = Float64Array | Float32Array | Uint8Array | readonly unknown[];

/** Rows of one log that a job was given in order: what coalitions were worth, scores, times. */
export interface LogPiece {
  readonly log: string;
  /** Place of the first row in its log. */
  readonly at: number;
  /** Numbers a row. */
  readonly width: number;
  readonly values: LogRows;
  /** For each row, a check of what was asked for. */
  readonly checks: Uint32Array;
}

export interface Checkpoint {
  readonly version: typeof checkpointVersion;
  /** The pieces of a log in its order. */
  readonly pieces: readonly LogPiece[];
  /** The latest snapshot of a step; null where none was made. */
  readonly state: unknown;
}

/** What a checkpoint grew by. */
export interface CheckpointNews {
  readonly pieces: readonly LogPiece[];
  /** A newer snapshot; left out where the old one stands. */
  readonly state?: unknown;
}

/** To be raised by whoever changes what a log or a snapshot means: older checkpoints are then started anew. */
export const checkpointVersion = 1;

export const noCheckpoint: Checkpoint = { version: checkpointVersion, pieces: [], state: null };

/** Pieces below so many bytes are joined with the next. */
const joined = 2 ** 16;

const bytesOf = ({ values }: LogPiece) => (ArrayBuffer.isView(values) ? values.byteLength : 64 * values.length);

export const rowsOfPiece = ({ values, width }: LogPiece): number => values.length / width;

/** Several runs of rows as one. */
export function joinRows(parts: readonly LogRows[]): LogRows {
  const [first] = parts;
  if (first === undefined || !ArrayBuffer.isView(first)) return parts.flatMap((part) => [...part]);
  const whole = new (first.constructor as Float64ArrayConstructor)(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part as Float64Array, at);
    at += part.length;
  }
  return whole;
}

function follows(before: LogPiece, after: LogPiece): boolean {
  const kind = (values: LogRows) => Object.getPrototypeOf(values) as unknown;
  return (
    before.width === after.width &&
    before.at + rowsOfPiece(before) === after.at &&
    kind(before.values) === kind(after.values)
  );
}

/** Pieces without the rows of a log from one place on, which newer ones take the place of. */
function upTo(pieces: readonly LogPiece[], log: string, at: number): LogPiece[] {
  return pieces.flatMap((piece) => {
    if (piece.log !== log || piece.at + rowsOfPiece(piece) <= at) return [piece];
    const rows = at - piece.at;
    return rows <= 0
      ? []
      : [{ ...piece, values: piece.values.slice(0, rows * piece.width), checks: piece.checks.slice(0, rows) }];
  });
}

/** A checkpoint that grew. Pieces that are large stay the objects that they are, so that whoever keeps them writes them once. */
export function withNews(checkpoint: Checkpoint, { pieces, state }: CheckpointNews): Checkpoint {
  let all: LogPiece[] = [...checkpoint.pieces];
  for (const piece of pieces) {
    all = upTo(all, piece.log, piece.at);
    const place = all.findLastIndex(({ log }) => log === piece.log);
    const before = all[place];
    if (before && bytesOf(before) < joined && follows(before, piece))
      all[place] = {
        ...before,
        values: joinRows([before.values, piece.values]),
        checks: joinRows([before.checks as never, piece.checks as never]) as never,
      };
    else all.push(piece);
  }
  return { ...checkpoint, pieces: all, state: state === undefined ? checkpoint.state : state };
}
