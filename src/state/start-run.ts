import type { JobHost, JobKind, Jobs } from "../jobs/contract.ts";
import { drive } from "./drive.ts";
import type { Lab } from "./lab.ts";
import type { LabState } from "./lab-state.ts";
import type { Run } from "./run.ts";
import { addRun, allRuns, replaceRun } from "./run-slots.ts";

const setRuns = (lab: Lab, change: (runs: LabState["runs"]) => LabState["runs"]) =>
  lab.store.setState((state) => ({ runs: change(state.runs) }));

let started = 0;

/**
 * Starts a run in its place in the store and drives it to its end. Long runs hold the worker one at a time; one that
 * is started while another lets go waits for it.
 * @param host the worker to run in; the live one if left out
 */
export async function startRun<K extends JobKind>(
  lab: Lab,
  kind: K,
  name: string,
  spec: Jobs[K]["spec"],
  host?: JobHost,
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
  };
  const show = (newer: Run<K>) => setRuns(lab, (runs) => replaceRun(runs, newer as unknown as Run));
  setRuns(lab, (runs) => addRun(runs, run as unknown as Run));
  if (kind === "open") return drive(lab, host ?? lab.link().host, run, show);

  const before = lab.queue;
  const life = (async () => {
    await before;
    const discarded = !allRuns(lab.store.getState().runs).some((placed) => placed.id === run.id);
    if (discarded) return { ...run, status: "cancelled" as const };
    setRuns(lab, (runs) => ({ ...runs, active: { id: run.id, name } }));
    const ended = await drive(lab, host ?? lab.link().host, run, show);
    setRuns(lab, (runs) => (runs.active?.id === run.id ? { ...runs, active: null } : runs));
    return ended;
  })();
  lab.queue = life;
  return life;
}
