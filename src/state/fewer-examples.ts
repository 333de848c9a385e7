import { blockDesignOf } from "../core/estimate/block-design.ts";
import { estimatorFor } from "../core/estimate/estimator-for.ts";
import { type ExamplesEach, exampleBlocks } from "../core/game/example-blocks.ts";
import { isMeanPayoff } from "../core/game/per-example-payoff.ts";
import { estimatorOf, evaluationsOf, indexOf, largestGameOf, payoffOf } from "./derived-settings.ts";
import type { LabState } from "./lab-state.ts";

/** What specs say of the examples a coalition: nothing where it is all of them. */
export function fewerExamplesOf({ settings: { examplesEach } }: LabState): { readonly examplesEach?: ExamplesEach } {
  return examplesEach === "all" ? {} : { examplesEach };
}

/** Calibration examples, as far as they are known. */
export function calibrationExamplesOf({ session, settings }: LabState): number {
  return session.prepared?.split?.calibration ?? settings.calibration;
}

/** Why every coalition would be played on all examples although fewer are wanted, whatever estimates; null where it would not. */
export function whyAllInRounds(state: LabState): string | null {
  const { examplesEach } = state.settings;
  if (examplesEach === "all") return null;
  if (!isMeanPayoff(payoffOf(state))) return "all: this worth is no mean over examples";
  const examples = calibrationExamplesOf(state);
  const blocks = exampleBlocks(new Int32Array(examples), examplesEach === "balanced" ? 0 : examplesEach);
  return blocks === null ? `all: there are only ${examples.toLocaleString("en")}` : null;
}

/** The same for the estimate or the pool that the settings ask for. */
export function whyAllExamples(state: LabState): string | null {
  const { examplesEach, ranking, stop, focused } = state.settings;
  const why = whyAllInRounds(state);
  if (why !== null || examplesEach === "all" || ranking === "pool") return why;
  if (stop === "settled" && focused) return "all, where evaluations go to the undecided";
  const name = estimatorOf(state);
  const game = { players: largestGameOf(state), evaluations: evaluationsOf(state) };
  const estimator = name === "default" ? estimatorFor(indexOf(state), game) : { name };
  return blockDesignOf(estimator) === null ? "all: this estimator needs them" : null;
}
