import { encodeRunRecord } from "../core/experiment/encode-run-record.ts";
import { type RecordedDiscipline, type RunRecord, recordFormat, recordVersion } from "../core/experiment/run-record.ts";
import type { PruningPlan } from "../core/prune/pruning-plan.ts";
import type { TrailPoint } from "../core/prune/trail.ts";
import { bestIsTooGoodBy } from "../core/signs/several-readings.ts";
import type { Holdings, SplitReport } from "../jobs/contract.ts";
import { chosenPointOf } from "./chosen-point.ts";
import type { LabState } from "./lab-state.ts";
import { recordedComparisonsOf } from "./recorded-comparisons.ts";
import { appraisalOf, type RepairStep, repairsOf } from "./repairs-of.ts";
import { verifiedFileOf } from "./verdict.ts";

/** Of package.json; a test holds the two together. */
export const appVersion = "0.1.0";

type Groups = NonNullable<Holdings["model"]>["groups"];

/** The units that a selection keeps, group by group. */
export function planOf(groups: Groups, selection: Uint8Array): PruningPlan {
  let first = 0;
  return {
    keep: groups.map(({ id, width }) => {
      const units = Array.from({ length: width }, (_, unit) => unit).filter((unit) => selection[first + unit] === 1);
      first += width;
      return { group: id, units };
    }),
  };
}

const pointOf = ({ size, accuracy, evaluations }: TrailPoint) => ({ size, accuracy, evaluations });

function verificationOf(state: LabState): RunRecord["figures"]["verification"] {
  const verified = verifiedFileOf(state)?.verified;
  if (!verified) return null;
  const { difference, independent, flipped, sha256 } = verified;
  return { difference, independent, flipped, sha256 };
}

/** Steps of repair whose figures are there. */
function recordedRepairs(steps: readonly RepairStep[]): NonNullable<RunRecord["repair"]> {
  return steps.flatMap(({ spec, answer: { before, after, examples, calibration, bestEpoch } }) => {
    if (before === null || after === null) return [];
    const { distillation, ...settings } = { distillation: null, ...spec.settings };
    const distil = distillation && { temperature: distillation.temperature, distilShare: distillation.share };
    return [
      {
        seed: spec.seed,
        settings: { ...settings, ...distil },
        examples,
        calibration,
        before,
        after,
        ...(bestEpoch === null ? {} : { bestEpoch }),
      },
    ];
  });
}

/** Which examples each figure of the record is of. */
function partsOf({ calibration, validation, test }: SplitReport): NonNullable<RunRecord["figures"]["of"]> {
  const ranked = { part: "calibration", examples: calibration } as const;
  const chosen = { part: "validation", examples: validation } as const;
  const reported = { part: "test", examples: test } as const;
  return {
    full: reported,
    critical: ranked,
    estimate: ranked,
    trail: chosen,
    chosen,
    repair: chosen,
    test: reported,
    verification: reported,
  };
}

function disciplineOf({ settings, runs }: LabState, { rankedFrom = null, copies }: SplitReport): RecordedDiscipline {
  return {
    trainingSaw: settings.trainingSaw,
    rankedFrom,
    ...(copies && { copies }),
    testReadings: runs.readings.length,
    bestTooGoodBy: bestIsTooGoodBy(runs.readings),
  };
}

/**
 * Everything needed to reproduce the chosen result, with its figures, as its run was decided whatever the panels say
 * by now; null while there is nothing measured.
 */
export function runRecordOf(state: LabState, created: Date): RunRecord | null {
  const { holdings, prepared } = state.session;
  if (!holdings?.model || !holdings.dataset || !prepared?.split || !prepared.pairing || !prepared.backend) return null;
  const { model, dataset } = holdings;
  const { prepare } = state.runs;
  const { calibration, validation, test, how } = prepared.split;
  const chosen = chosenPointOf(state);
  const sweep = chosen?.run.origin?.sweep ?? null;
  const appraisal = chosen?.point ? appraisalOf(state, chosen.run.id, chosen.point.size) : null;
  return {
    format: recordFormat,
    version: recordVersion,
    created: created.toISOString(),
    app: appVersion,
    model: { name: model.name, hash: model.hash },
    ...(model.outputs.length > 1 && { output: model.output }),
    dataset: { name: dataset.name, hash: dataset.hash },
    split: { seed: prepare?.spec.seed ?? state.settings.splitSeed, calibration, validation, test, how },
    discipline: disciplineOf(state, prepared.split),
    pairing: prepared.pairing,
    backend: { name: prepared.backend.name, adapter: prepared.backend.adapter },
    sweep: sweep && { seed: sweep.seed, settings: sweep.settings },
    estimate: chosen?.run.origin?.estimate ?? null,
    prune: chosen && {
      seed: chosen.run.spec.seed,
      payoff: chosen.run.spec.payoff,
      settings: chosen.run.spec.settings,
      ...(chosen.run.resumed && { resumed: chosen.run.resumed }),
    },
    repair: chosen?.point ? recordedRepairs(repairsOf(state, chosen.run.id, chosen.point.size)) : [],
    figures: {
      of: partsOf(prepared.split),
      full: prepared.full?.test ?? null,
      critical: sweep?.critical ?? null,
      trail: (chosen?.run.answer?.points ?? []).map(pointOf),
      chosen: chosen?.point ? { ...pointOf(chosen.point), plan: planOf(model.groups, chosen.point.selection) } : null,
      test: appraisal?.test ?? null,
      cost: appraisal && { before: model.cost, after: appraisal.cost },
      ...recordedComparisonsOf(state),
      verification: verificationOf(state),
    },
  };
}

/** The record as the text of run.json; null while there is nothing measured. Throws FailureError. */
export function runRecordText(state: LabState, created: Date): string | null {
  const record = runRecordOf(state, created);
  return record === null ? null : encodeRunRecord(record);
}
