import {
  type Checkpoint,
  checkpointVersion,
  joinRows,
  type LogPiece,
  type LogRows,
  noCheckpoint,
  rowsOfPiece,
} from "./checkpoint.ts";

/**
 * What a job was given by evaluators, clocks and the like, in logs. Seed and settings alone decide what a job asks for,
 * so a job that is started again with the journal of an earlier one repeats it up to where that one was, without
 * evaluating anything, and goes on from there with the same numbers.
 */
export interface Journal {
  /** The latest snapshot that a step of the earlier job made; null where there is none. */
  readonly state: unknown;
  /** Whether there is more to be repeated. */
  readonly replaying: boolean;
  /**
   * Rows from the log where it has them, and computed where it has not. A row whose check is another than the log's ends
   * the log there: what was asked for is another thing, and everything from there on is computed.
   * @param checks a number for what is asked for, row by row
   * @param width numbers a row; 1 for plain values
   * @param compute the rows from one of them on
   */
  rows<R extends LogRows>(
    log: string,
    checks: Uint32Array,
    width: number,
    compute: (from: number) => Promise<R>,
  ): Promise<R>;
  /** A clock in milliseconds that does not count the time between the earlier job's end and this one's beginning. */
  clock(log: string, now: () => number): () => number;
  /** One plain value. */
  value<T>(log: string, compute: () => Promise<T> | T): Promise<T>;
  /** Pieces added since this was last asked. */
  news(): readonly LogPiece[];
}

/** Bytes of a log above which nothing more is written: what comes after is computed again. */
const mostBytes = 2 ** 28;

/** Roughly; of plain values the arrays that they are made of. */
function bytesOf(values: LogRows): number {
  if (ArrayBuffer.isView(values)) return values.byteLength;
  const sizeOf = (value: unknown): number => (ArrayBuffer.isView(value) ? value.byteLength : 16);
  return values.reduce<number>((sum, value) => {
    const fields =
      typeof value === "object" && value !== null && !ArrayBuffer.isView(value) ? Object.values(value) : [value];
    return fields.reduce<number>((own, field) => own + sizeOf(field), sum);
  }, 0);
}

interface Log {
  readonly name: string;
  /** From the earlier job. */
  readonly known: LogPiece[];
  knownRows: number;
  /** Rows handed out so far. */
  asked: number;
  /** Not yet handed over. */
  fresh: LogPiece[];
}

/** The pieces of a log that follow one another from its beginning on. */
function inOrder(pieces: readonly LogPiece[]): { known: LogPiece[]; knownRows: number } {
  const known: LogPiece[] = [];
  let knownRows = 0;
  for (const piece of pieces) {
    if (piece.at !== knownRows || rowsOfPiece(piece) !== piece.checks.length || piece.checks.length === 0) break;
    known.push(piece);
    knownRows += piece.checks.length;
  }
  return { known, knownRows };
}

/** Rows from one place on, at most so many, while the checks agree. */
function recalled({ known }: Log, from: number, checks: Uint32Array, width: number): LogRows[] {
  const found: LogRows[] = [];
  let place = from;
  for (const piece of known) {
    const end = piece.at + piece.checks.length;
    if (place >= end || place - from >= checks.length) continue;
    if (piece.width !== width) return found;
    const start = place - piece.at;
    let rows = 0;
    while (start + rows < piece.checks.length && place - from + rows < checks.length) {
      if (piece.checks[start + rows] !== checks[place - from + rows]) break;
      rows += 1;
    }
    found.push(piece.values.slice(start * width, (start + rows) * width));
    place += rows;
    if (place < end) break;
  }
  return found;
}

/** @param from what the earlier job handed over; of another version it counts for nothing */
export function createJournal(from: Checkpoint = noCheckpoint): Journal {
  const { pieces, state } = from.version === checkpointVersion ? from : noCheckpoint;
  const logs = new Map<string, Log>();
  const logOf = (name: string): Log => {
    const known = logs.get(name);
    if (known) return known;
    const log = { name, asked: 0, fresh: [], ...inOrder(pieces.filter((piece) => piece.log === name)) };
    logs.set(name, log);
    return log;
  };
  for (const { log } of pieces) logOf(log);
  let room = mostBytes;
  let live = false;

  const keep = (log: Log, piece: Omit<LogPiece, "log">) => {
    const bytes = bytesOf(piece.values);
    // without one piece those after it are of no use
    room = room >= bytes ? room - bytes : 0;
    if (room > 0) log.fresh.push({ log: log.name, ...piece });
  };

  async function rows<R extends LogRows>(
    name: string,
    checks: Uint32Array,
    width: number,
    compute: (from: number) => Promise<R>,
  ): Promise<R> {
    const log = logOf(name);
    const at = log.asked;
    log.asked += checks.length;
    const found = at < log.knownRows ? recalled(log, at, checks, width) : [];
    const known = found.reduce((sum, part) => sum + part.length, 0) / width;
    if (known === checks.length) return (found.length === 1 ? found[0] : joinRows(found)) as R;
    live = true;
    // what is written from here on takes the place of what the log had
    log.knownRows = Math.min(log.knownRows, at + known);
    const values = await compute(known);
    keep(log, { at: at + known, width, values: values.slice(), checks: checks.slice(known) });
    return (found.length === 0 ? values : joinRows([...found, values])) as R;
  }

  return {
    state,
    get replaying() {
      return !live && [...logs.values()].some(({ asked, knownRows }) => asked < knownRows);
    },
    rows,
    clock(name, now) {
      const log = logOf(name);
      const check = new Uint32Array(1);
      let [last, start] = [0, Number.NaN];
      return () => {
        const at = log.asked;
        log.asked += 1;
        const [known] = at < log.knownRows ? recalled(log, at, check, 1) : [];
        if (known !== undefined) last = known[0] as number;
        else {
          if (Number.isNaN(start)) start = now() - last;
          last = now() - start;
          keep(log, { at, width: 1, values: Float64Array.of(last), checks: check });
        }
        return last;
      };
    },
    async value(name, compute) {
      const [found] = await rows(name, new Uint32Array(1), 1, async () => [await compute()]);
      return found as never;
    },
    news() {
      return [...logs.values()].flatMap(({ fresh }) => {
        const [first] = fresh;
        if (first === undefined) return [];
        const values = joinRows(fresh.map((piece) => piece.values));
        const checks = Uint32Array.from(fresh.flatMap((piece) => [...piece.checks]));
        fresh.length = 0;
        return [{ ...first, values, checks }];
      });
    },
  };
}
