import { isBaseline } from "../core/prune/trail.ts";
import { chosenAmongEpochs } from "../core/signs/chosen-among-epochs.ts";
import { coarseValidation } from "../core/signs/coarse-validation.ts";
import { copiesBetweenParts } from "../core/signs/copies-between-parts.ts";
import { fewExamples } from "../core/signs/few-examples.ts";
import { type FullOnParts, seenInTraining } from "../core/signs/seen-in-training.ts";
import { severalReadings } from "../core/signs/several-readings.ts";
import type { Sign } from "../core/signs/sign.ts";
import type { Prepared } from "./answers.ts";
import { chosenPointOf } from "./chosen-point.ts";
import type { LabState } from "./lab-state.ts";
import { lastRepairOf } from "./repairs-of.ts";
import { chosenWasRead } from "./test-readings.ts";

/** Signs that a figure flatters: examples of one part do the work of another. Each is null where there is nothing to say. */

/** The full network's figures where they are shares of right answers. */
function fullOnParts({ full, likelihood = null, measure }: Prepared): FullOnParts | null {
  return full !== null && measure === "accuracy" ? { accuracy: full, likelihood } : null;
}

/** What to say of the split: who saw the examples before, copies, and parts that are too small. */
export function splitSigns(prepared: Prepared | null, trainingSaw: LabState["settings"]["trainingSaw"]): Sign[] {
  if (!prepared?.split) return [];
  const { rankedFrom = null, copies } = prepared.split;
  return [
    seenInTraining(trainingSaw, rankedFrom, fullOnParts(prepared)),
    copiesBetweenParts(copies),
    fewExamples(prepared.full),
  ].filter((sign) => sign !== null);
}

/** The test figures of several networks were read, or of another one than the chosen. */
export function readingsSign(state: LabState): Sign | null {
  const read = chosenWasRead(state);
  return read === null ? null : severalReadings(state.runs.readings, read, state.session.prepared?.split?.unread);
}

/** Validation examples too few for what the chosen point was chosen by. */
export function choiceSign(state: LabState): Sign | null {
  const chosen = chosenPointOf(state);
  const examples = state.session.prepared?.split?.validation;
  if (!chosen?.point || examples === undefined) return null;
  const { run, point } = chosen;
  const rivals = state.runs.prunes
    .filter(({ id, spec }) => id !== run.id && spec.settings.strategy !== "random")
    .flatMap(({ name, answer }) =>
      (answer?.points ?? []).filter(({ size }) => size === point.size).map((other) => ({ name, ...other })),
    );
  const { goal, strategy } = run.spec.settings;
  const fall = goal?.kind === "accuracy" ? goal.fall : null;
  const compared = isBaseline(strategy) && point.draws !== undefined ? [] : rivals;
  return coarseValidation(point, compared, examples, fall);
}

/** The validation examples have chosen among epochs of the last fine-tuning of a point. */
export function epochsSign(state: LabState, run: string, size: number): Sign | null {
  const answer = lastRepairOf(state, run, size)?.answer;
  return answer ? chosenAmongEpochs(answer.epochs.length, answer.bestEpoch, answer.after) : null;
}
