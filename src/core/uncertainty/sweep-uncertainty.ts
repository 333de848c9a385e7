import { FailureError } from "../failure.ts";
import type { Evaluator, ExampleSlice } from "../game/evaluator.ts";
import { classesOf } from "../game/predictions.ts";
import { type Truth, truthOf } from "../game/truth.ts";
import type { RandomSource } from "../random/random-source.ts";
import type { Step } from "../step.ts";
import type { Sweep, SweepSettings } from "./band.ts";
import { bootstrapPeaks } from "./bootstrap-peaks.ts";
import { criticalSizeOf } from "./critical-size.ts";
import type { KeptMasks } from "./kept-masks.ts";
import { keptMasksFor } from "./kept-masks-for.ts";
import { maskedPredictionsOf } from "./masked-predictions.ts";
import { nestedMasks } from "./nested-masks.ts";
import { statisticsFor } from "./statistics-for.ts";
import { addMask, bandOf, emptyTally, type Tally } from "./tally.ts";

function refuse(message: string, advice: string): never {
  throw new FailureError({ kind: "settings-invalid", message, where: "uncertainty sweep", advice });
}

function checkSettings({ fractions, masks, statistic }: SweepSettings, examples: number, kind: Truth["kind"]): void {
  if (!statisticsFor(kind).includes(statistic))
    refuse("This statistic needs classes, and the examples have numbers.", "Choose the predictive variance.");
  if (examples === 0) refuse("The sweep has no examples to play on.", "Drop a dataset with more examples.");
  if (!Number.isInteger(masks) || masks < 2)
    refuse(`A band needs at least 2 masks, not ${masks}.`, "Choose more masks; 50 give a steady picture.");
  const ascending = fractions.every((fraction, f) => fraction > (f === 0 ? 0 : fractions[f - 1]) && fraction <= 1);
  if (fractions.length === 0 || !ascending)
    refuse("The kept fractions must ascend and lie above 0 and up to 1.", "Choose fractions such as 0.05, 0.10 ... 1.");
}

/**
 * MCUE, the uncertainty bands of METHOD section 3: masks drawn at every kept fraction, nested over the fractions, and
 * the spread of what the masked network answers. Every step plays some masks at all fractions, so that all bands
 * refine together; then the critical size gets its bootstrap interval. The numbers depend on the settings and the
 * random source, not on `stepMasks`.
 * @param truth what the examples of the slice ought to give, in the slice's order; plain labels for classes
 * @param stepMasks masks a step, each at all fractions; the first step plays two at least, as a spread needs them
 * @throws FailureError settings-invalid
 */
export async function* sweepUncertainty(
  evaluator: Evaluator,
  examples: ExampleSlice,
  truth: Truth | Int32Array,
  settings: SweepSettings,
  random: RandomSource,
  stepMasks = 2,
): AsyncGenerator<Step<Sweep>, Sweep> {
  checkSettings(settings, examples.length, truthOf(truth).kind);
  const { fractions, masks, statistic, rescaled } = settings;
  const { players } = evaluator;
  let tallies: Tally[] = [];
  let kept: KeptMasks | null = null;
  let done = 0;
  const sweepSoFar = (peaks: Float64Array | null): Sweep => {
    const bands = tallies.map((tally, f) => bandOf(tally, fractions[f]));
    const curve = bands.map((band) => band.uncertainty[statistic]);
    return { settings, players, masksDone: done, bands, critical: criticalSizeOf(statistic, fractions, curve, peaks) };
  };
  while (done < masks) {
    const count = Math.min(masks - done, Math.max(1, Math.floor(stepMasks), done === 0 ? 2 : 1));
    const { batch, gains } = nestedMasks(fractions, count, players, random);
    const outputs = await evaluator.outputs(batch, examples, rescaled ? gains : undefined);
    const classes = truthOf(truth).kind === "classes" ? classesOf(outputs) : outputs.width;
    if (kept === null) {
      tallies = fractions.map(() => emptyTally(examples.length, classes));
      kept = keptMasksFor(statistic, { fractions: fractions.length, masks, examples: examples.length, classes });
    }
    maskedPredictionsOf(outputs, truth).forEach((predictions, row) => {
      const f = Math.floor(row / count);
      addMask(tallies[f], predictions);
      kept!.keep(f, done + (row % count), predictions);
    });
    done += count;
    yield { answer: sweepSoFar(null), progress: { done, total: masks, unit: "masks" } };
  }
  const waiting = sweepSoFar(null);
  const resampling = bootstrapPeaks(kept!, fractions, masks, random);
  let resampled = resampling.next();
  while (!resampled.done) {
    yield { answer: waiting, progress: { done, total: masks, unit: "masks" } };
    resampled = resampling.next();
  }
  const answer = sweepSoFar(resampled.value);
  yield { answer, progress: { done, total: masks, unit: "masks" } };
  return answer;
}
