import { orderByName } from "../core/dataset/class-order.ts";
import type { Split } from "../core/dataset/dataset.ts";
import { pairRows } from "../core/dataset/pair-rows.ts";
import { type Pairing, type PairingChoice, plainPairing } from "../core/dataset/pairing.ts";
import { pairingCandidates, withChoice } from "../core/dataset/pairing-candidates.ts";
import { scoreOfTrial, type TrialTruth } from "../core/dataset/pairing-trial.ts";
import { proposePairing, waysFor } from "../core/dataset/propose-pairing.ts";
import { type PairingSearch, searchPairing } from "../core/dataset/search-pairing.ts";
import type { Habits } from "../core/dataset/values-for.ts";
import { costOf } from "../core/model/cost.ts";
import type { Model } from "../core/model/model.ts";
import type { ModelFormat } from "../core/model/model-format.ts";
import { outputKindOf } from "../core/model/output-kind.ts";
import type { PairingTrials, PrepareSpec } from "./contract.ts";
import { readingOf, vocabularyOf } from "./refuse-mismatch.ts";
import { loaded, type Workbench } from "./workbench.ts";

/** Examples of every trial, and of the few that have to be looked at more closely. */
const [heatExamples, finalExamples] = [200, 1000];
/** Fewer examples tell nothing. */
const leastExamples = 32;
/** Multiply-accumulates that a dozen trials, and four closer looks, may take. */
const [heatMacs, finalMacs] = [1e10, 1e10];
const [usualTrials, finalists] = [12, 4];

/** Calibration rows that pairings may be tried and measured on, whatever count the ranking takes of them. */
export const trialPool = ({ calibration }: Pick<PrepareSpec, "calibration">) =>
  Math.max(calibration, Math.min(finalExamples, 2 * calibration));

function counts(macs: number, available: number, spec: PrepareSpec): { readonly heat: number; readonly final: number } {
  const affordable = (budget: number, predictions: number) => Math.floor(budget / (predictions * Math.max(1, macs)));
  const heat = Math.min(
    available,
    Math.max(leastExamples, Math.min(heatExamples, spec.calibration, affordable(heatMacs, usualTrials))),
  );
  const final = Math.min(available, finalExamples, affordable(finalMacs, finalists));
  return { heat, final: Math.max(heat, final) };
}

/** What the network's file says of the values that it expects. */
export function habitsOf(model: Model, format: ModelFormat): Habits {
  const input = model.layers.find((layer) => layer.kind === "input");
  const first = model.layers.find((layer) => input !== undefined && layer.inputs.includes(input.id));
  return {
    tokens: vocabularyOf(model) !== null,
    rescales: first !== undefined && ["rescaling", "affine", "batch-norm", "layer-norm"].includes(first.kind),
    standardises: format === "onnx" || format === "pytorch" || format === "safetensors",
  };
}

const isWhole = (choice: PairingChoice): choice is PairingChoice & Required<PairingChoice> =>
  Object.keys(plainPairing).every((part) => part in choice);

function truthOn(bench: Workbench, rows: Int32Array): TrialTruth | null {
  const { labels, targets, count } = loaded(bench).dataset.dataset;
  if (targets) {
    const width = targets.length / count;
    const wanted = new Float32Array(rows.length * width);
    rows.forEach((row, place) => {
      wanted.set(targets.subarray(row * width, (row + 1) * width), place * width);
    });
    return { kind: "values", targets: wanted, width };
  }
  return labels.length === 0 ? null : { kind: "classes", labels: Int32Array.from(rows, (row) => labels[row] ?? 0) };
}

/** What the search has found so far: the pairing to go on with, and everything that was tried. */
export interface FoundPairing {
  readonly pairing: Pairing;
  readonly trials: PairingTrials;
}

const sentence = (tried: number, heat: number, whole: boolean) =>
  whole
    ? "The pairing is as you chose it."
    : `${tried} ${tried === 1 ? "pairing was" : "pairings were"} tried on ${heat} or more calibration examples; of those that no other clearly beats, the commonest is proposed.`;

/**
 * The pairing that the person chose, or the best of those worth a trial: each is tried on a few calibration examples
 * with the full network. Yields after every trial. Where the examples have no labels there is nothing to try on, and
 * the shapes and the range of the values decide.
 * @param pool calibration rows, at least as many as the ranking takes
 * @throws FailureError pairing-impossible
 */
export async function* tryPairings(
  bench: Workbench,
  spec: PrepareSpec,
  pool: Split["calibration"],
  before: PairingTrials | null,
): AsyncGenerator<{ readonly trials: PairingTrials; readonly done: number }, FoundPairing> {
  const { model: inHand, dataset: held } = loaded(bench);
  const [model, dataset] = [inHand.model, held.dataset];
  const reading = readingOf(model, dataset);
  const { inputShape, classes, vocabulary } = reading;
  const choice = spec.pairing ?? {};
  const whole = isWhole(choice);
  const { heat, final } = counts(costOf(model).macs, pool.length, spec);
  const rows = pool.slice(0, final);
  const source = { dataset, inputShape, rows: pool };
  const truth = truthOn(bench, rows);
  const ways = waysFor(dataset, reading);
  if (truth === null) {
    const pairing = withChoice(source, proposePairing(dataset, inputShape, classes, vocabulary), choice);
    const how = whole
      ? sentence(0, 0, true)
      : "The examples have no labels, so nothing can be tried on them: the scale follows from the range of their values.";
    return { pairing, trials: { tried: [], chosen: -1, how } };
  }
  const order = Number.isFinite(classes) ? orderByName(dataset.classNames, classes) : null;
  const kind = outputKindOf(model);
  const searching = searchPairing({
    candidates: pairingCandidates({ ...source, ways, habits: habitsOf(model, inHand.format), choice, order }),
    truth,
    classes: dataset.classNames.length,
    heat,
    final,
    async answer(pairing, from, to) {
      const inputs = pairRows(dataset, pairing, inputShape, rows.subarray(from, to));
      const values = await bench.parts.predict(model, inputs, to - from);
      return { rows: 1, examples: to - from, width: values.length / (to - from), kind, values };
    },
  });
  const report = ({ trials, proposed }: PairingSearch): PairingTrials => {
    const found = trials.map((trial) => ({ pairing: trial.pairing, score: scoreOfTrial(trial, truth) }));
    const own = trials.indexOf(proposed);
    const kept = whole && before ? before.tried : [];
    const same = kept.findIndex(({ pairing }) => JSON.stringify(pairing) === JSON.stringify(proposed.pairing));
    if (same >= 0) return { tried: kept, chosen: same, how: sentence(0, heat, whole) };
    return { tried: [...kept, ...found], chosen: kept.length + own, how: sentence(found.length, heat, whole) };
  };
  for (;;) {
    const { value, done } = await searching.next();
    const trials = report(value);
    if (done) return { pairing: value.proposed.pairing, trials };
    yield { trials, done: value.trials.length };
  }
}
