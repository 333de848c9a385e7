import { seededRandom } from "../../core/random/random-source.ts";
import type { SweepCheckpoint } from "../../core/uncertainty/sweep-checkpoint.ts";
import { sweepUncertainty } from "../../core/uncertainty/sweep-uncertainty.ts";
import { secondsOfCost } from "../course.ts";
import type { Job } from "../host.ts";
import { ready } from "../workbench.ts";

/** Uncertainty bands over the kept fractions, on the calibration examples. */
export const sweep: Job<"sweep"> = async function* (bench, { seed, settings, stepEvaluations }, journal) {
  const { session } = ready(bench);
  const { now } = bench.parts;
  const rows = session.split.calibration;
  const truth = session.truthOf(rows);
  const step = Math.min(stepEvaluations, session.stepEvaluations);
  const masks = Math.max(1, Math.floor(step / settings.fractions.length));
  const from = (journal.state as SweepCheckpoint | null) ?? undefined;
  // of a mask at all fractions: as foreseen, which counts as much as the first step, then as it was
  const timed = settings.fractions.reduce((sum, kept) => sum + session.pace.seconds(kept), 0);
  let [seconds, spent, since] = [timed, 0, now()];
  const random = seededRandom(seed, "sweep");
  const steps = sweepUncertainty(session.evaluator, rows, truth, settings, random, masks, () => seconds, from);
  for (;;) {
    const { value, done } = await steps.next();
    if (done) return value;
    const played = value.answer.masksDone - (from?.masks ?? 0);
    spent += (now() - since) / 1000;
    if (played > 0 && value.answer.masksDone < settings.masks) seconds = (masks * timed + spent) / (masks + played);
    yield { ...value, progress: secondsOfCost(value.progress, seconds) };
    since = now();
  }
};
