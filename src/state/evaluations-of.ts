import type { Estimation, SweepSpec } from "../jobs/contract.ts";
import type { Run } from "./run.ts";

/** Coalitions that a run has played so far, as its progress counts them. */
export interface PlayedEvaluations {
  readonly count: number;
  /** Coalitions a unit of progress. */
  readonly each: number;
  /** Examples that each was played on; null where that was not kept. */
  readonly examples: number | null;
}

/** Null where the run does not play coalitions, or its progress counts something else. */
export function evaluationsOf(run: Run): PlayedEvaluations | null {
  const { kind, spec, progress, answer } = run;
  if (progress === null) return null;
  const examples = run.examples ?? null;
  if (kind === "sweep" && progress.unit === "masks") {
    const each = (spec as SweepSpec).settings.fractions.length;
    return { count: each * progress.done, each, examples };
  }
  // a game that the person writes down has no examples
  if (kind === "tiny" || progress.unit !== "evaluations") return null;
  // estimates on parts of the examples count the coalitions; pruning runs count the work
  const fewer = kind === "estimate" || kind === "pool" ? (answer as Estimation | null)?.examplesEach : undefined;
  return { count: progress.done, each: 1, examples: fewer ?? examples };
}
