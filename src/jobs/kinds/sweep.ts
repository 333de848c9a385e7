import { seededRandom } from "../../core/random/random-source.ts";
import type { SweepCheckpoint } from "../../core/uncertainty/sweep-checkpoint.ts";
import { sweepUncertainty } from "../../core/uncertainty/sweep-uncertainty.ts";
import type { Job } from "../host.ts";
import { ready } from "../workbench.ts";

/** Uncertainty bands over the kept fractions, on the calibration examples. */
export const sweep: Job<"sweep"> = (bench, { seed, settings, stepEvaluations }, journal) => {
  const { session } = ready(bench);
  const rows = session.split.calibration;
  const truth = session.truthOf(rows);
  const step = Math.min(stepEvaluations, session.stepEvaluations);
  const masks = Math.max(1, Math.floor(step / settings.fractions.length));
  const seconds = settings.fractions.reduce((sum, kept) => sum + session.pace.seconds(kept), 0);
  const from = (journal.state as SweepCheckpoint | null) ?? undefined;
  return sweepUncertainty(session.evaluator, rows, truth, settings, seededRandom(seed, "sweep"), masks, seconds, from);
};
