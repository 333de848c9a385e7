import type { JobHost, JobKind, Jobs, PrepareSpec } from "../jobs/contract.ts";
import { type Course, drive } from "./drive.ts";
import type { Lab } from "./lab.ts";
import type { LabState } from "./lab-state.ts";
import { preparationAfter, recoverWorker, restBeforeRestart } from "./recover-worker.ts";
import type { Origin, Run } from "./run.ts";
import { addRun, allRuns, replaceRun } from "./run-slots.ts";
import { readingOf, withReading } from "./test-readings.ts";

const setRuns = (lab: Lab, change: (runs: LabState["runs"]) => LabState["runs"]) =>
  lab.store.setState((state) => ({ runs: change(state.runs) }));

let started = 0;

/** Runs started from here on are numbered after those with these ids, which were restored. */
export function numberRunsAfter(ids: Iterable<string>): void {
  for (const id of ids) started = Math.max(started, runNumber(id));
}

/** The number in a run's id; runs of one kind are ordered by it. */
export function runNumber(id: string): number {
  return Number(id.slice(id.lastIndexOf("-") + 1)) || 0;
}

export interface RunPlace {
  /** A worker of the run's own; the live one if left out. */
  readonly host?: () => JobHost;
  /** What decided the spec, for the record. */
  readonly origin?: Origin;
}

/** Calibration examples, as they are now. */
function examplesOf(lab: Lab): Pick<Run, "examples"> {
  const count = lab.store.getState().session.prepared?.split?.calibration;
  return count === undefined ? {} : { examples: count };
}

/**
 * Starts a run in its place in the store and drives it to its end; never rejects. Long runs hold the worker one at a
 * time; one that is started while another lets go waits for it. An opening does not wait for them: its caller holds
 * the turn (see files-in-hand.ts), and the long run stands still between two of its steps.
 */
export async function startRun<K extends JobKind>(
  lab: Lab,
  kind: K,
  name: string,
  spec: Jobs[K]["spec"],
  { host, origin }: RunPlace = {},
): Promise<Run<K>> {
  started += 1;
  const run: Run<K> = {
    id: `${kind}-${started}`,
    kind,
    name,
    spec,
    status: "running",
    answer: null,
    progress: null,
    startedAt: lab.now(),
    elapsed: 0,
    secondsLeft: null,
    failure: null,
    ...(origin === undefined ? {} : { origin }),
    ...examplesOf(lab),
  };
  setRuns(lab, (runs) => addRun(runs, run as unknown as Run));
  return launch(lab, run, host);
}

/** What is to be done where the run's worker is lost. @param ownHost whether the run has a worker of its own */
export function recovery<K extends JobKind>(lab: Lab, kind: K, ownHost: boolean): NonNullable<Course<K>["recover"]> {
  return async (loss, spec) => {
    // the next call for the host starts another worker
    if (ownHost) await restBeforeRestart(lab, loss);
    else await recoverWorker(lab, kind, loss);
    return kind === "prepare" ? (preparationAfter(lab, spec as PrepareSpec, loss) as typeof spec) : spec;
  };
}

/** Goes on with a run that has its place in the store already, from its checkpoint where it has one; never rejects. */
export function goOnWith<K extends JobKind>(lab: Lab, ended: Run<K>): Promise<Run<K>> {
  const { interrupted: _, ...rest } = ended;
  const { times, backends } = ended.resumed ?? { times: 0, backends: [] };
  const resumed = { times: times + 1, backends };
  const run = { ...rest, status: "running", failure: null, resumed } as unknown as Run<K>;
  setRuns(lab, (runs) => replaceRun(runs, run as unknown as Run));
  return launch(lab, run, undefined);
}

/** Drives a run in its place in the store to its end. */
function launch<K extends JobKind>(lab: Lab, run: Run<K>, host: RunPlace["host"]): Promise<Run<K>> {
  const { kind, name } = run;
  const show = (newer: Run<K>) =>
    setRuns(lab, (runs) => {
      const reading = readingOf(newer as unknown as Run);
      const placed = replaceRun(runs, newer as unknown as Run);
      const ended = newer.status === "done" || newer.status === "failed";
      // in one with its end: each change is drawn for itself
      const active = ended && runs.active?.id === newer.id ? null : placed.active;
      return { ...placed, active, ...(reading === null ? {} : { readings: withReading(runs.readings, reading) }) };
    });
  const recover = recovery(lab, kind, host !== undefined);
  if (kind === "open") return drive(lab, { host: () => lab.link().host, recover }, run, show);

  const course: Course<K> = {
    recover,
    host: host ?? (() => lab.link().host),
    ready: lab.queue.then(() => {
      const replaced = !allRuns(lab.store.getState().runs).some((placed) => placed.id === run.id);
      if (replaced) lab.controls.get(run.id)?.cancel();
    }),
    onBegin: () => setRuns(lab, (runs) => ({ ...runs, active: { id: run.id, name } })),
    ...(host === undefined ? { turn: lab.turn } : {}),
  };
  const life = drive(lab, course, run, show).finally(() =>
    setRuns(lab, (runs) => (runs.active?.id === run.id ? { ...runs, active: null } : runs)),
  );
  lab.queue = life;
  return life;
}
