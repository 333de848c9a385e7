import { votesOf } from "../../src/core/game/predictions.ts";
import type { Model } from "../../src/core/model/model.ts";
import { outputKindOf } from "../../src/core/model/output-kind.ts";
import { widthsOf } from "../../src/core/prune/selection.ts";
import type { RepairedWeights } from "../../src/core/repair/repaired-weights.ts";
import { repairedNetwork } from "../../src/jobs/kinds/repair.ts";
import { ready } from "../../src/jobs/workbench.ts";
import { packed } from "./bits.ts";
import { examples, type LabSession, penalty } from "./lab-session.ts";

/** A pruned network's accuracy: validation examples to choose by, test examples to report. */
export interface Accuracy {
  readonly validation: number;
  readonly test: number;
  /** `packed` bits: which test examples it has right. */
  readonly right: string;
}

/** A selection of units as it is reported: the network cut out, and the same after a refit. */
export interface Appraised {
  readonly widths: readonly number[];
  readonly raw: Accuracy;
  readonly refit: Accuracy;
  /** Of the refit, and of measuring it. */
  readonly seconds: number;
}

export const refitSettings = { kind: "refit", penalty } as const;
const chunk = 1000;

const mean = (bits: Uint8Array) => bits.reduce((sum, one) => sum + one, 0) / bits.length;

/** Test examples that a network has right. Its only reader of test examples besides the full network's preparation. */
async function readTest({ bench }: LabSession, model: Model): Promise<Uint8Array> {
  const { session } = ready(bench);
  const { test } = session.split;
  const right = new Uint8Array(test.length);
  for (let from = 0; from < test.length; from += chunk) {
    const rows = test.slice(from, from + chunk);
    const truth = session.truthOf(rows);
    if (truth.kind !== "classes") throw new Error("the bench is of classifiers");
    const values = await bench.parts.predict(model, session.inputsOf(rows), rows.length);
    const width = values.length / rows.length;
    const votes = votesOf({ rows: 1, examples: rows.length, width, kind: outputKindOf(model), values });
    rows.forEach((_, place) => {
      right[from + place] = votes[place] === truth.labels[place] ? 1 : 0;
    });
  }
  return right;
}

/** The accuracy of a selection's network with the weights that repair gave it. */
export async function accuracyOf(
  session: LabSession,
  selection: Uint8Array,
  repaired: RepairedWeights | null,
  validation: number,
): Promise<Accuracy> {
  const right = await readTest(session, repairedNetwork(session.bench, { selection, repaired }).network);
  return { validation, test: mean(right), right: packed(right) };
}

/** A selection, and the accuracy of its masked network on the validation examples. */
export interface Selected {
  readonly selection: Uint8Array;
  readonly validation: number;
}

/** The weights that the refit of a selection's network gives it, for what comes after. */
export async function refitOf(session: LabSession, selection: Uint8Array) {
  const point = { run: "quality", size: selection.length };
  const spec = { seed: 1, point, selection, settings: refitSettings, examples: examples.refit };
  const { repaired } = (await session.ask("repair", spec)) ?? {};
  if (!repaired) throw new Error("the refit gave nothing");
  return { repaired };
}

/** Validation and test examples one after the other: a refit serves both. */
const toMeasure = new WeakMap<LabSession, Int32Array>();

function rowsToMeasure(lab: LabSession): Int32Array {
  const { validation, test } = ready(lab.bench).session.split;
  const rows = toMeasure.get(lab) ?? Int32Array.from([...validation, ...test]);
  toMeasure.set(lab, rows);
  return rows;
}

/** The refitted network of a selection on validation and test examples. */
async function refitAccuracy(lab: LabSession, selection: Uint8Array): Promise<Accuracy> {
  const { session } = ready(lab.bench);
  const rows = rowsToMeasure(lab);
  const outputs = await lab.refitted.outputs({ players: selection.length, rows: 1, members: selection }, rows);
  const truth = session.truthOf(rows);
  if (truth.kind !== "classes") throw new Error("the bench is of classifiers");
  const right = Uint8Array.from(votesOf(outputs), (vote, place) => (vote === truth.labels[place] ? 1 : 0));
  const validated = session.split.validation.length;
  const tested = right.subarray(validated);
  return { validation: mean(right.subarray(0, validated)), test: mean(tested), right: packed(tested) };
}

/** Measures a selection that is reported, raw and refit; its test examples are read here, once. */
export async function appraise(session: LabSession, { selection, validation }: Selected): Promise<Appraised> {
  const raw = await accuracyOf(session, selection, null, validation);
  const start = performance.now();
  const refit = await refitAccuracy(session, selection);
  const seconds = (performance.now() - start) / 1000;
  return { widths: widthsOf(selection, ready(session.bench).model.players), raw, refit, seconds };
}
