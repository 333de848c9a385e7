import { biasOf } from "../core/power/index-bias.ts";
import type { Progress } from "../core/step.ts";
import type { Estimation } from "./contract.ts";
import { foreseenSeconds } from "./estimate-game.ts";
import type { LayerRun } from "./layer-runs.ts";
import type { Prepared } from "./workbench.ts";

/** What was foreseen counts as much as this share of the whole run against what was seen of it. */
const trust = 0.25;

/** Seconds of a backward pass beside those of a coalition, before one was timed. */
const backwardPass = 3;

/** Numbers of parts that a layer's own game may use. */
const partsOfLayer = 10;

/** How far all layers together are: evaluations, and seconds as foreseen. */
export function layersCourse(session: Prepared, runs: readonly LayerRun[]) {
  let backward = backwardPass;
  let [spent, cost, ofLayer] = [0, 0, 0];
  /** Seconds of a layer whose turn has not come. */
  const foreseen = ({ players, spec, pace }: LayerRun): number => {
    const [evaluations, noise] = foreseenSeconds({ ...session, pace }, players, spec);
    const { stop, priorMasks, index } = spec;
    const each = pace.seconds(biasOf(index) ?? 0.5);
    return priorMasks * backward * each + (stop.kind === "seconds" ? stop.seconds : evaluations + noise);
  };
  const later = (place: number, of: (run: LayerRun) => number) =>
    runs.slice(place + 1).reduce((sum, run) => sum + of(run), 0);
  return {
    seconds: () => later(-1, foreseen),
    /** What a backward pass of a layer took, beside its coalitions. */
    passed(run: LayerRun, seconds: number): void {
      backward = seconds / run.pace.seconds(biasOf(run.spec.index) ?? 0.5);
    },
    /** @param elapsed seconds that all layers have taken so far */
    at(
      place: number,
      answer: Estimation,
      { unit, done, total, cost: own, foreseen: part, atMost }: Progress,
      elapsed: number,
    ): Progress {
      const run = runs[place];
      const share = run?.spec.stop.evaluations ?? 0;
      const counts = unit === "evaluations";
      const played = counts ? done : answer.estimator === "gradient-prior" ? 0 : answer.evaluations;
      // a last word after everything says no cost
      const mine = own ?? { done: ofLayer, total: ofLayer };
      ofLayer = mine.total;
      const behind = cost + mine.done;
      const others = later(place, foreseen);
      const left = mine.total - mine.done + others;
      // what the first layer takes beside its coalitions is not what the last one does
      const expected = trust * (behind + left);
      const load = Math.max(0.5, (elapsed + expected) / (behind + expected));
      return {
        done: spent + played,
        total: spent + (counts ? total : Math.max(share, played)) + later(place, ({ spec }) => spec.stop.evaluations),
        unit: "evaluations",
        cost: { done: elapsed, total: elapsed + load * left },
        ...(part ? { foreseen: { ...part, part: partsOfLayer * place + part.part, later: part.later + others } } : {}),
        ...(atMost ? { atMost } : {}),
      };
    },
    /** A layer's turn is over: what was foreseen of it is done. */
    over(answer: Estimation): void {
      spent += answer.evaluations;
      cost += ofLayer;
      ofLayer = 0;
    },
  };
}
