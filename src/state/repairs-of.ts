import type { RepairKind, RepairSettings } from "../core/repair/repair-settings.ts";
import type { RepairedWeights } from "../core/repair/repaired-weights.ts";
import { chosenPointOf } from "./chosen-point.ts";
import type { AppraisedPoint, LabState } from "./lab-state.ts";
import { isLive, type Run } from "./run.ts";

/** A step of repair that left something behind. */
export type RepairStep = Run<"repair"> & {
  readonly answer: NonNullable<Run<"repair">["answer"]> & { readonly repaired: RepairedWeights };
};

export const repairWords: Record<RepairKind, string> = {
  refit: "Least-squares refit",
  "bias-correction": "Bias correction",
  "batch-norm": "Batch-norm recalibration",
  "fine-tune": "Fine-tuning",
};

const isStep = (run: Run<"repair">): run is RepairStep => !isLive(run) && (run.answer?.repaired ?? null) !== null;

/** Those of the steps that are of one point of a pruning run, each after the one before; a cancelled one counts as far as it came. */
export function stepsAmong(repairs: readonly Run<"repair">[], run: string, size: number): readonly RepairStep[] {
  return repairs.filter(isStep).filter(({ spec }) => spec.point.run === run && spec.point.size === size);
}

/** The steps of repair on one point of a pruning run. */
export function repairsOf(state: LabState, run: string, size: number): readonly RepairStep[] {
  return stepsAmong(state.runs.repairs, run, size);
}

/** The last of them: what the point is by now. */
export function lastRepairOf(state: LabState, run: string, size: number): RepairStep | null {
  return repairsOf(state, run, size).at(-1) ?? null;
}

/** The test accuracy that was read of a point as it is by now, repaired or not; null where it was not. */
export function appraisalOf(state: LabState, run: string, size: number): AppraisedPoint["appraisal"] | null {
  const repair = lastRepairOf(state, run, size)?.id ?? null;
  const read = state.runs.appraised.find(
    (entry) => entry.run === run && entry.size === size && entry.repair === repair,
  );
  return read?.appraisal ?? null;
}

/** The last step of repair on the chosen point; null where there is none. */
export function chosenRepairOf(state: LabState): RepairStep | null {
  const chosen = chosenPointOf(state);
  return chosen?.point ? lastRepairOf(state, chosen.run.id, chosen.point.size) : null;
}

/** The repair under way, or the newest of the chosen point that failed or was cancelled with nothing to show; null else. */
export function repairShownOf(state: LabState): Run<"repair"> | null {
  const chosen = chosenPointOf(state);
  const newest = state.runs.repairs.at(-1) ?? null;
  if (newest === null || isLive(newest)) return newest;
  const own = newest.spec.point.run === chosen?.run.id && newest.spec.point.size === chosen.point?.size;
  return own ? newest : null;
}

/** How the settings say that a network is to be repaired. */
export function repairSettingsOf({ settings }: LabState): RepairSettings {
  const { repairKind: kind } = settings;
  if (kind === "refit") return { kind, penalty: settings.refitPenalty };
  if (kind !== "fine-tune") return { kind };
  const { optimizer, learningRate: rate, schedule, epochs, batch, patience, temperature, distilShare } = settings;
  const distillation = settings.distil ? { temperature, share: distilShare } : null;
  return { kind, optimizer, rate, schedule, epochs, batch, patience, distillation };
}

/**
 * Examples that repair may learn from: the person's number; else, for the refit of a network that was chosen for one, as
 * many as it was chosen with; else the calibration examples.
 */
export function repairExamplesOf(state: LabState): number {
  const { settings, session } = state;
  const chosenWith =
    repairKindOf(state) === "refit" ? chosenPointOf(state)?.run.spec.settings.refitExamples : undefined;
  return settings.repairExamples ?? chosenWith ?? session.prepared?.split?.calibration ?? settings.calibration;
}

/** Kinds of repair that the network in hand has something for. */
export function repairKindsOffered(state: LabState): readonly RepairKind[] {
  const layers = state.session.holdings?.model?.layers ?? [];
  const norms = layers.some(({ kind }) => kind === "batch-norm");
  return (Object.keys(repairWords) as RepairKind[]).filter((kind) => kind !== "batch-norm" || norms);
}

/** The person's kind where the network has something for it, else the first that it has. */
export function repairKindOf(state: LabState): RepairKind {
  const offered = repairKindsOffered(state);
  return offered.find((kind) => kind === state.settings.repairKind) ?? offered[0] ?? "refit";
}
