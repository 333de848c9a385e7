import type { JobKind } from "../jobs/contract.ts";
import { withLook } from "./history.ts";
import type { Runs } from "./lab-state.ts";
import type { Run } from "./run.ts";

/** A finished run that is shown beside a new one of its kind: the first that fits, the newer first. */
function companion<K extends "sweep" | "sensitivity">(
  candidates: readonly (Run<K> | null)[],
  fits: (run: Run<K>) => boolean,
): Run<K> | null {
  return candidates.find((run) => run?.status === "done" && fits(run)) ?? null;
}

/** Puts a new run in its place: pruning runs and steps of repair are collected, every other kind has one place. */
export function addRun(runs: Runs, run: Run): Runs {
  if (run.kind === "prune") return { ...runs, prunes: [...runs.prunes, run as Run<"prune">] };
  if (run.kind === "repair") return { ...runs, repairs: [...runs.repairs, run as Run<"repair">] };
  const placed = { ...runs, [run.kind]: run };
  if (run.kind === "estimate") return { ...placed, history: [] };
  if (run.kind === "sweep") {
    const { rescaled } = (run as Run<"sweep">).spec.settings;
    const fits = (old: Run<"sweep">) => old.spec.settings.rescaled !== rescaled;
    return { ...placed, otherSweep: companion([runs.sweep, runs.otherSweep], fits) };
  }
  if (run.kind === "sensitivity") {
    const { fit, target, scope } = (run as Run<"sensitivity">).spec;
    const fits = ({ spec }: Run<"sensitivity">) => spec.fit === fit && spec.target === target && spec.scope !== scope;
    return { ...placed, otherSensitivity: companion([runs.sensitivity, runs.otherSensitivity], fits) };
  }
  return placed;
}

/** The newer state of a run where it still has its place; unchanged where the run was discarded or replaced. */
export function replaceRun(runs: Runs, run: Run): Runs {
  if (run.kind === "prune")
    return {
      ...runs,
      // the person may have given it another name on its way
      prunes: runs.prunes.map((old) => (old.id === run.id ? { ...(run as Run<"prune">), name: old.name } : old)),
    };
  if (run.kind === "repair")
    return { ...runs, repairs: runs.repairs.map((old) => (old.id === run.id ? (run as Run<"repair">) : old)) };
  if (runs[run.kind]?.id !== run.id) return runs;
  const placed = { ...runs, [run.kind]: run };
  return run.kind === "estimate"
    ? { ...placed, history: withLook(runs.history, (run as Run<"estimate">).answer) }
    : placed;
}

export function allRuns(runs: Runs): readonly Run<JobKind>[] {
  const { open, prepare, sweep, surface, estimate, pool, sensitivity, interaction, irreplaceability, tiny } = runs;
  const questions = [surface, pool, sensitivity, interaction, irreplaceability, tiny];
  const { appraise, compare, latency, unit, answer, export: made, verify } = runs;
  const single = [open, prepare, sweep, estimate, ...questions, appraise, compare, latency, unit, answer, made, verify];
  return [...single.filter((run) => run !== null), ...runs.prunes, ...runs.repairs];
}
