import type { OptimizerName, RepairKind, ScheduleName } from "../../../core/repair/repair-settings.ts";
import type { RepairStep } from "../../../state/repairs-of.ts";
import { countOf, countWords } from "../../quantities.ts";

/** What the button says that starts each kind. */
export const repairVerbs: Record<RepairKind, string> = {
  refit: "Refit the layers",
  "bias-correction": "Correct the biases",
  "batch-norm": "Recalibrate the norms",
  "fine-tune": "Fine-tune",
};

/** What each kind does, in a sentence or two. */
export const repairExplanations: Record<RepairKind, string> = {
  refit:
    "Each layer behind a cut gets the weights that come nearest to the full network’s outputs, by least squares. No training; usually the step that helps most.",
  "bias-correction":
    "Only the mean of each output is moved back to the full network’s. It suits light cuts; after deep ones it may do harm.",
  "batch-norm": "Mean and variance of each batch normalisation behind a cut are measured anew.",
  "fine-tune":
    "All weights are trained further. After each epoch the validation examples decide whether it was the best; the best weights are kept, also when it is cancelled.",
};

export const optimizerWords: Record<OptimizerName, string> = { adam: "Adam", sgd: "SGD with momentum" };
export const scheduleWords: Record<ScheduleName, string> = { cosine: "Falls along a cosine", constant: "Constant" };

/** Which examples a step learnt from. */
export function learntFromWords(examples: number, calibration: number): string {
  const others = examples - calibration;
  return others > 0
    ? `${countOf(calibration, "calibration example")} and ${countWords(others)} others that neither validate nor test`
    : countOf(calibration, "calibration example");
}

/** What a step did: "3 layers, from 500 calibration examples". */
export function stepWords({ answer, spec, status }: RepairStep): string {
  const { layers, epochs, bestEpoch, examples, calibration } = answer;
  const tuned = bestEpoch === 0 ? "no epoch was better" : `weights of epoch ${bestEpoch} of ${epochs.length}`;
  const done = spec.settings.kind === "fine-tune" ? tuned : countOf(layers.length, "layer");
  return `${status === "cancelled" ? "cancelled, " : ""}${done}, from ${learntFromWords(examples, calibration)}`;
}
