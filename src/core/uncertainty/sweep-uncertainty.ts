import type { Evaluator, ExampleSlice } from "../game/evaluator.ts";
import { classesOf } from "../game/predictions.ts";
import { type Truth, truthOf } from "../game/truth.ts";
import { type RandomSource, restoreRandom } from "../random/random-source.ts";
import type { Progress, Step } from "../step.ts";
import type { Sweep, SweepSettings } from "./band.ts";
import { bootstrapPeaks, bootstrapSeconds, bootstrapSteps } from "./bootstrap-peaks.ts";
import { checkFractions, checkMasks, checkStatistic } from "./check-sweep.ts";
import { criticalSizeOf } from "./critical-size.ts";
import type { KeptMasks } from "./kept-masks.ts";
import { keptMasksFor } from "./kept-masks-for.ts";
import { maskedPredictionsOf } from "./masked-predictions.ts";
import { nestedMasks } from "./nested-masks.ts";
import { keepAgain, type SweepCheckpoint, sweepCheckpoint, talliesFrom } from "./sweep-checkpoint.ts";
import { addMask, bandOf, emptyTally, type Tally } from "./tally.ts";

/**
 * MCUE, the uncertainty bands of METHOD section 3: masks drawn at every kept fraction, nested over the fractions, and
 * the spread of what the masked network answers. Every step plays some masks at all fractions, so that all bands
 * refine together; then the critical size gets its bootstrap interval. The numbers depend on the settings and the
 * random source, not on `stepMasks`.
 * @param truth what the examples of the slice ought to give, in the slice's order; plain labels for classes
 * @param maskSeconds what a mask takes at all fractions, about: for the time left, beside the bootstrap at the end
 * @param stepMasks masks a step, each at all fractions; the first step plays two at least, as a spread needs them
 * @param from where another sweep with the same settings stood: the final numbers are those that it would have had
 * @throws FailureError settings-invalid
 */
export async function* sweepUncertainty(
  evaluator: Evaluator,
  examples: ExampleSlice,
  truth: Truth | Int32Array,
  settings: SweepSettings,
  random: RandomSource,
  stepMasks = 2,
  maskSeconds: () => number = () => 1,
  from?: SweepCheckpoint,
): AsyncGenerator<Step<Sweep>, Sweep> {
  const { fractions, masks, statistic, rescaled } = settings;
  checkStatistic(statistic, truthOf(truth).kind);
  checkMasks(masks, examples.length);
  checkFractions(fractions);
  const { players } = evaluator;
  const source = from ? restoreRandom(from.random) : random;
  let tallies: Tally[] = from ? talliesFrom(from) : [];
  let kept: KeptMasks | null = null;
  let done = from?.masks ?? 0;
  const keepsFor = (classes: number) =>
    keptMasksFor(statistic, { fractions: fractions.length, masks, examples: examples.length, classes });
  if (from && tallies.length > 0) {
    kept = keepsFor(tallies[0].classes);
    keepAgain(kept, from);
  }
  // the masks are what takes long: the bootstrap starts again from here
  let standing = source.state();
  const snapshot = () => sweepCheckpoint(standing, done, tallies, kept);
  const sweepSoFar = (peaks: Float64Array | null): Sweep => {
    const bands = tallies.map((tally, f) => bandOf(tally, fractions[f]));
    const curve = bands.map((band) => band.uncertainty[statistic]);
    return { settings, players, masksDone: done, bands, critical: criticalSizeOf(statistic, fractions, curve, peaks) };
  };
  /** @param resampled steps of the bootstrap that are done */
  const progress = (resampled: number): Progress => {
    // in masks: what one of them takes may be known better by now
    const bootstrap = kept === null ? 0 : bootstrapSeconds(kept) / maskSeconds();
    const share = kept === null ? 0 : resampled / bootstrapSteps(kept);
    const cost = { done: done + share * bootstrap, total: masks + bootstrap };
    return { done, total: masks, unit: "masks", cost };
  };
  while (done < masks) {
    const count = Math.min(masks - done, Math.max(1, Math.floor(stepMasks), done === 0 ? 2 : 1));
    const { batch, gains } = nestedMasks(fractions, count, players, source);
    const outputs = await evaluator.outputs(batch, examples, rescaled ? gains : undefined);
    const classes = truthOf(truth).kind === "classes" ? classesOf(outputs) : outputs.width;
    if (kept === null) {
      tallies = fractions.map(() => emptyTally(examples.length, classes));
      kept = keepsFor(classes);
    }
    maskedPredictionsOf(outputs, truth).forEach((predictions, row) => {
      const f = Math.floor(row / count);
      addMask(tallies[f], predictions);
      kept!.keep(f, done + (row % count), predictions);
    });
    done += count;
    standing = source.state();
    yield { answer: sweepSoFar(null), progress: progress(0), snapshot };
  }
  const waiting = sweepSoFar(null);
  const resampling = bootstrapPeaks(kept!, fractions, masks, source);
  let resampled = resampling.next();
  for (let step = 1; !resampled.done; step++) {
    yield { answer: waiting, progress: progress(step) };
    resampled = resampling.next();
  }
  const answer = sweepSoFar(resampled.value);
  yield { answer, progress: progress(bootstrapSteps(kept!)) };
  return answer;
}
