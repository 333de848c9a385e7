import type { Evaluator, ExampleSlice } from "../game/evaluator.ts";
import { classesOf } from "../game/predictions.ts";
import { type Truth, truthOf } from "../game/truth.ts";
import { type RandomSource, restoreRandom } from "../random/random-source.ts";
import type { Step } from "../step.ts";
import { type UncertaintyStatistic, uncertaintyStatistics } from "./band.ts";
import { checkFractions, checkMasks, checkStatistic, refuseSweep } from "./check-sweep.ts";
import { maskedPredictionsOf } from "./masked-predictions.ts";
import { masksBelow, maskUniforms } from "./nested-masks.ts";
import type { Surface, SurfaceSettings } from "./surface.ts";
import { type SweepCheckpoint, sweepCheckpoint, talliesFrom } from "./sweep-checkpoint.ts";
import { addMask, bandOf, emptyTally, type Tally } from "./tally.ts";

function peakOf({ p, q, statistic }: SurfaceSettings, uncertainty: Surface["uncertainty"]): Surface["peak"] {
  const values = uncertainty[statistic];
  let best = -1;
  values.forEach((value, cell) => {
    if (!Number.isNaN(value) && (best < 0 || value > values[best])) best = cell;
  });
  return best < 0 ? null : { p: p[Math.floor(best / q.length)], q: q[best % q.length], value: values[best] };
}

/**
 * The p x q surface of METHOD section 3: two sets of units chosen by the person, the first kept with probability p, the
 * second with q, and how uncertain the masked predictions are at every pair. Masks are nested over both: one set of
 * uniforms a mask, shared by all pairs, and drawn as `sweepUncertainty` draws them, so that for equal seeds and sets
 * that hold all units the diagonal is the band. Every mask is played at all pairs before the next one. The numbers do
 * not depend on `stepRows`.
 * @param truth what the examples of the slice ought to give, in the slice's order; plain labels for classes
 * @param stepRows coalitions a step at most
 * @param from where another sweep with the same settings stood: the final numbers are those that it would have had
 * @throws FailureError settings-invalid
 */
export async function* sweepSurface(
  evaluator: Evaluator,
  examples: ExampleSlice,
  truth: Truth | Int32Array,
  settings: SurfaceSettings,
  random: RandomSource,
  stepRows = 40,
  from?: SweepCheckpoint,
): AsyncGenerator<Step<Surface>, Surface> {
  const { groupsOfPlayers, p, q, masks, rescaled } = settings;
  const { players } = evaluator;
  checkStatistic(settings.statistic, truthOf(truth).kind);
  checkMasks(masks, examples.length);
  checkFractions(p);
  checkFractions(q);
  if (groupsOfPlayers.length !== players || groupsOfPlayers.some((group) => group > 2))
    refuseSweep("Every unit must belong to the first set, the second set, or neither.", "Choose the two sets again.");
  if (!(stepRows >= 1)) refuseSweep("A step must play at least one coalition.", "Choose a step of 1 or more.");

  const cells = p.length * q.length;
  const mean = new Float64Array(cells).fill(Number.NaN);
  const uncertainty = Object.fromEntries(
    uncertaintyStatistics.map((statistic) => [statistic, new Float64Array(cells).fill(Number.NaN)]),
  ) as Record<UncertaintyStatistic, Float64Array>;
  const source = from ? restoreRandom(from.random) : random;
  let tallies: Tally[] = from ? talliesFrom(from) : [];
  let masksDone = from?.masks ?? 0;
  const soFar = (): Surface => {
    const copied = Object.fromEntries(
      uncertaintyStatistics.map((statistic) => [statistic, uncertainty[statistic].slice()]),
    ) as Record<UncertaintyStatistic, Float64Array>;
    return { settings, players, masksDone, mean: mean.slice(), uncertainty: copied, peak: peakOf(settings, copied) };
  };
  const update = (cell: number) => {
    const band = bandOf(tallies[cell], 0);
    mean[cell] = band.mean;
    for (const statistic of uncertaintyStatistics) uncertainty[statistic][cell] = band.uncertainty[statistic];
  };

  if (masksDone > 1) for (let cell = 0; cell < cells; cell++) update(cell);
  const pace = Math.floor(stepRows);
  for (let mask = masksDone; mask < masks; mask++) {
    const uniforms = maskUniforms(1, players, source);
    for (let first = 0; first < cells; first += pace) {
      const rows = Math.min(pace, cells - first);
      const members = new Uint8Array(rows * players);
      const gains = new Float32Array(rows * players);
      for (let row = 0; row < rows; row++) {
        const rates = [p[Math.floor((first + row) / q.length)], q[(first + row) % q.length], 1];
        const drawn = masksBelow(uniforms, players, (player) => rates[groupsOfPlayers[player]]);
        members.set(drawn.members, row * players);
        gains.set(drawn.gains, row * players);
      }
      const outputs = await evaluator.outputs({ players, rows, members }, examples, rescaled ? gains : undefined);
      const classes = truthOf(truth).kind === "classes" ? classesOf(outputs) : outputs.width;
      if (tallies.length === 0) tallies = Array.from({ length: cells }, () => emptyTally(examples.length, classes));
      maskedPredictionsOf(outputs, truth).forEach((predictions, row) => {
        addMask(tallies[first + row], predictions);
        if (mask > 0) update(first + row);
      });
      const whole = first + rows === cells;
      if (whole) masksDone++;
      const done = mask * cells + first + rows;
      const step = { answer: soFar(), progress: { done, total: masks * cells, unit: "evaluations" } } as const;
      // between two masks, so that none is counted twice
      yield whole ? { ...step, snapshot: () => sweepCheckpoint(source.state(), mask + 1, tallies, null) } : step;
    }
  }
  return soFar();
}
