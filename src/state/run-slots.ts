import type { JobKind } from "../jobs/contract.ts";
import type { Runs } from "./lab-state.ts";
import type { Run } from "./run.ts";

/** Puts a new run in its place: pruning runs are collected, every other kind has one place. */
export function addRun(runs: Runs, run: Run): Runs {
  return run.kind === "prune"
    ? { ...runs, prunes: [...runs.prunes, run as Run<"prune">] }
    : { ...runs, [run.kind]: run };
}

/** The newer state of a run where it still has its place; unchanged where the run was discarded or replaced. */
export function replaceRun(runs: Runs, run: Run): Runs {
  if (run.kind === "prune")
    return { ...runs, prunes: runs.prunes.map((old) => (old.id === run.id ? (run as Run<"prune">) : old)) };
  return runs[run.kind]?.id === run.id ? { ...runs, [run.kind]: run } : runs;
}

export function allRuns(runs: Runs): readonly Run<JobKind>[] {
  const single = [runs.open, runs.prepare, runs.sweep, runs.estimate, runs.appraise, runs.export, runs.verify];
  return [...single.filter((run) => run !== null), ...runs.prunes];
}
