import { listOf, number, oneOf, orAbsent, orNull, type Reader, text, truth } from "../../core/experiment/reader.ts";
import type { Failure } from "../../core/failure.ts";
import type { Progress } from "../../core/step.ts";
import type { Checkpoint } from "../../jobs/checkpoint.ts";
import { isLive, type Origin, type Run } from "../run.ts";
import { runNumber } from "../start-run.ts";
import { checkpoint } from "./checkpoint-reader.ts";
import { jobReaders, type KeptKind } from "./job-readers.ts";
import { count, exactly, having, namedBy } from "./shape-readers.ts";

/** Something that is kept as one record. */
export interface Piece {
  readonly key: string;
  /** What the value is made of: while these are the same objects, it is the same value. */
  readonly sources: readonly unknown[];
  readonly value: unknown;
  /** For the person, where it cannot be kept. */
  readonly name: string;
  /** Changes all the time; written less often. */
  readonly live: boolean;
}

/** What was found in the storage, and where a slot says what it could not read of it. */
export interface Finding {
  /** By key; only those of the slot. */
  readonly records: ReadonlyMap<string, unknown>;
  /** Units of the network. */
  readonly players: number;
  refuse(key: string, name: string): void;
}

/** How one thing that the runs hold becomes records and comes out of them again. */
export interface Slot<T> {
  pieces(value: T, key: string): readonly Piece[];
  /** What cannot be read is left out. */
  restored(finding: Finding): T;
  /** For the person, what was restored, such as "2 pruning runs"; null for what is not worth a word. */
  words(value: T): string | null;
}

const progress = having<Progress>({ done: number, total: number, unit: text as Reader<Progress["unit"]> });
const failure = having<Failure>({ message: text, where: orAbsent(text), advice: orAbsent(text) });

/** What a run can go on from, or null: without it the run begins anew, which gives the same. */
function checkpointOr(value: unknown, path: string): Checkpoint | null {
  try {
    return value === undefined ? null : orNull(checkpoint)(value, path);
  } catch {
    return null;
  }
}

/** Of an origin only what the page builds on. */
const origin = having<Origin>({
  branch: orAbsent(having<NonNullable<Origin["branch"]>>({ run: text, name: text, size: count })),
});

/** A run as it was kept; one that was under way, or lost its worker, was ended by the reload. */
function runReader<K extends KeptKind>(kind: K, players: number): Reader<Run<K>> {
  const { spec, answer } = jobReaders(kind, players);
  return (value, path) => {
    const run = having<Run>({
      id: text,
      kind: exactly(kind),
      name: text,
      spec: spec as Reader<Run["spec"]>,
      status: oneOf("running", "paused", "done", "cancelled", "failed"),
      answer: orNull(answer as Reader<NonNullable<Run["answer"]>>),
      progress: orNull(progress),
      startedAt: number,
      elapsed: number,
      failure: orNull(failure),
      interrupted: orAbsent(truth),
      perSecond: orAbsent(orNull(number)),
      examples: orAbsent(number),
      origin: orAbsent(origin),
    })(value, path) as Run<K>;
    const live = isLive(run as Run);
    const checkpoint = checkpointOr(run.checkpoint, `${path}.checkpoint`);
    const kept = run.goesOn || run.checkpoint ? { ...run, goesOn: false, checkpoint } : run;
    if (!live && run.failure?.kind !== "worker-lost") return kept;
    const ended = {
      status: "cancelled",
      interrupted: true,
      failure: null,
      secondsLeft: null,
      recovering: null,
    } as const;
    return { ...kept, ...ended, goesOn: live };
  };
}

/** Reads, or says that it could not. */
function readOr<T>(finding: Finding, key: string, name: string, read: Reader<T>): T | null {
  try {
    return read(finding.records.get(key), key);
  } catch {
    finding.refuse(key, name);
    return null;
  }
}

const pieceOf = (key: string, run: Run): Piece => ({
  key,
  sources: [run],
  value: run,
  name: run.name,
  live: isLive(run),
});

/** A place for one run. @param words what it is; null for what comes again by itself */
export function oneRun<K extends KeptKind>(kind: K, words: string | null): Slot<Run<K> | null> {
  return {
    pieces: (run, key) => (run === null ? [] : [pieceOf(key, run as unknown as Run)]),
    restored: (finding) => {
      const [key] = finding.records.keys();
      return key === undefined ? null : readOr(finding, key, words ?? kind, runReader(kind, finding.players));
    },
    words: (run) => (run?.answer ? words : null),
  };
}

/** A list of runs of one kind, a record each. */
export function manyRuns<K extends KeptKind>(kind: K, one: string, many: string): Slot<readonly Run<K>[]> {
  return {
    pieces: (runs, key) => runs.map((run) => pieceOf(`${key}/${run.id}`, run as unknown as Run)),
    restored: (finding) =>
      [...finding.records.keys()]
        .flatMap((key) => readOr(finding, key, one, runReader(kind, finding.players)) ?? [])
        .sort((a, b) => runNumber(a.id) - runNumber(b.id)),
    words: ({ length }) => (length === 0 ? null : length === 1 ? `1 ${one}` : `${length} ${many}`),
  };
}

/** A list kept as one record; it is read as a whole or not at all. */
export function list<T>(read: (players: number) => Reader<T>, one: string, many: string | null): Slot<readonly T[]> {
  return {
    pieces: (items, key) =>
      items.length === 0 ? [] : [{ key, sources: [items], value: items, name: many ?? one, live: false }],
    restored: (finding) => {
      const [key] = finding.records.keys();
      if (key === undefined) return [];
      return readOr(finding, key, many ?? one, listOf(read(finding.players))) ?? [];
    },
    words: ({ length }) => (length === 0 || many === null ? null : length === 1 ? `1 ${one}` : `${length} ${many}`),
  };
}

/** Values of one kind by name. */
export function named<T>(read: Reader<T>, words: string): Slot<Readonly<Record<string, T>>> {
  return {
    pieces: (values, key) =>
      Object.keys(values).length === 0 ? [] : [{ key, sources: [values], value: values, name: words, live: false }],
    restored: (finding) => {
      const [key] = finding.records.keys();
      return key === undefined ? {} : (readOr(finding, key, words, namedBy(read)) ?? {});
    },
    words: () => null,
  };
}
