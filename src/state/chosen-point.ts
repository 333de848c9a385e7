import type { TrailPoint } from "../core/prune/trail.ts";
import type { LabState } from "./lab-state.ts";
import type { Run } from "./run.ts";

export interface ChosenPoint {
  readonly run: Run<"prune">;
  /** null while the run has not passed through any size yet. */
  readonly point: TrailPoint | null;
}

/** The run and size that the person chose, or else the newest run's last point. */
export function chosenPointOf(state: LabState): ChosenPoint | null {
  const { chosen } = state.view;
  const run = state.runs.prunes.find((prune) => prune.id === chosen?.run) ?? state.runs.prunes.at(-1);
  if (run === undefined) return null;
  const points = run.answer?.points ?? [];
  const wanted = chosen?.run === run.id ? chosen.size : null;
  return { run, point: points.find((point) => point.size === wanted) ?? points.at(-1) ?? null };
}
