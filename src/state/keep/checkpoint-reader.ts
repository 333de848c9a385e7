import { expected, listOf, type Reader, text } from "../../core/experiment/reader.ts";
import { type Checkpoint, checkpointVersion, type LogPiece, type LogRows } from "../../jobs/checkpoint.ts";
import { arrayOf, count, exactly, having } from "./shape-readers.ts";

const rows: Reader<LogRows> = (value, path) => {
  const known = [Float64Array, Float32Array, Uint8Array].some((kind) => value instanceof kind);
  return known || Array.isArray(value) ? (value as LogRows) : expected("rows of a log", path, typeof value);
};

const piece: Reader<LogPiece> = (value, path) => {
  const read = having<LogPiece>({ log: text, at: count, width: count, values: rows, checks: arrayOf(Uint32Array) })(
    value,
    path,
  );
  if (read.width < 1 || read.values.length !== read.width * read.checks.length)
    return expected("as many rows as checks", path, read.values.length);
  return read;
};

/** What a run can go on from: the shape of the logs. What a snapshot means only its job knows. */
export const checkpoint: Reader<Checkpoint> = having<Checkpoint>({
  version: exactly(checkpointVersion),
  pieces: listOf(piece),
});
