import { classDamageOf } from "../../core/compare/class-damage.ts";
import { type FlippedExample, firstOfEachKind, flipCounts, flipsOf } from "../../core/compare/flips.ts";
import { pairedRights } from "../../core/compare/paired-rights.ts";
import { reliabilityOf } from "../../core/compare/reliability.ts";
import { surenessOf } from "../../core/compare/sureness.ts";
import type { Dataset } from "../../core/dataset/dataset.ts";
import { exampleWords } from "../../core/dataset/example-words.ts";
import type { ExampleSlice, Outputs } from "../../core/game/evaluator.ts";
import { votesOf } from "../../core/game/predictions.ts";
import { scoresOf } from "../../core/game/score.ts";
import { costOf } from "../../core/model/cost.ts";
import { saysProbabilities } from "../../core/model/output-kind.ts";
import { sizeOf } from "../../core/prune/selection.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import type { Step } from "../../core/step.ts";
import type { ComparedPart, Comparison, Flip } from "../compare-contract.ts";
import type { Job } from "../host.ts";
import type { Journal } from "../journal.ts";
import { modelOutputsInSteps } from "../score-model.ts";
import { outputsInSteps } from "../score-of.ts";
import { inputShapeOf, loaded, type Prepared, ready, type Workbench } from "../workbench.ts";
import { repairedNetwork } from "./repair.ts";

/** Floats that are kept of the full network's outputs at most. */
const keptFloats = 2 ** 24;

/** Outputs of the full network of a session, so that a second comparison on the same part measures one network only. */
const fullOutputs = new WeakMap<Prepared, Map<ComparedPart, Outputs>>();

/** Passes the examples done on as steps, and returns what was being measured. */
async function* measured<T>(
  measuring: AsyncGenerator<number, T>,
  step: (done: number) => Step<Comparison>,
): AsyncGenerator<Step<Comparison>, T> {
  for (;;) {
    const { value, done } = await measuring.next();
    if (done) return value;
    yield step(value);
  }
}

/** Numbers that the dataset gives its classes, by the outputs of the network; -1 for an output of none. */
function classNumbering(session: Prepared): (output: number) => number {
  const { classes } = session.pairing;
  return classes === null ? (output) => output : (output) => classes.indexOf(output);
}

/** What two networks' votes say of each other; nothing for regression. */
function heldTogether(
  { model, session }: ReturnType<typeof ready>,
  dataset: Dataset,
  rows: ExampleSlice,
  full: Outputs,
  pruned: Outputs,
  shown: number,
): Pick<Comparison, "right" | "paired" | "classes" | "reliability" | "flipped" | "flips"> | null {
  const truth = session.truthOf(rows);
  if (truth.kind !== "classes") return null;
  const numberOf = classNumbering(session);
  const sure = saysProbabilities(model.model);
  const named = (outputs: Outputs) => ({
    votes: Int32Array.from(votesOf(outputs)),
    sureness: sure ? surenessOf(outputs) : null,
  });
  const [before, after] = [named(full), named(pruned)];
  const rights = ({ votes }: typeof before) =>
    Uint8Array.from(votes, (vote, example) => (vote === truth.labels[example] ? 1 : 0));
  const right = { full: rights(before), pruned: rights(after) };
  const labelled = session.measure === "accuracy";
  const reliability = ({ sureness }: typeof before, of: Uint8Array) =>
    labelled && sureness ? reliabilityOf(sureness, of, seededRandom("reliability", "interval")) : null;
  const reliable = { full: reliability(before, right.full), pruned: reliability(after, right.pruned) };
  const flips = flipsOf(before, after, labelled ? truth.labels : null);
  const shownFlip = (flip: FlippedExample): Flip => {
    const row = rows[flip.example] as number;
    const input = session.inputsOf(Int32Array.of(row));
    const words = exampleWords(dataset, session.pairing, row, input);
    return {
      ...flip,
      row,
      label: flip.label === null ? null : numberOf(flip.label),
      full: { ...flip.full, vote: numberOf(flip.full.vote) },
      pruned: { ...flip.pruned, vote: numberOf(flip.pruned.vote) },
      input,
      ...(words === null ? {} : { words }),
    };
  };
  return {
    right,
    paired: pairedRights(right.full, right.pruned),
    classes: labelled ? classDamageOf(truth.labels.map(numberOf), right.full, right.pruned) : [],
    reliability: reliable.full && reliable.pruned ? { full: reliable.full, pruned: reliable.pruned } : null,
    flipped: flipCounts(flips),
    flips: firstOfEachKind(flips, shown).map(shownFlip),
  };
}

/** Outputs of the full network on a part, as the preparation measured it. */
async function* fullOutputsInSteps(
  bench: Workbench,
  part: ComparedPart,
  journal: Journal,
): AsyncGenerator<number, Outputs> {
  const { model, session } = ready(bench);
  const kept = fullOutputs.get(session) ?? new Map<ComparedPart, Outputs>();
  fullOutputs.set(session, kept);
  const known = kept.get(part);
  if (known) return known;
  const grand = new Uint8Array(model.players.count).fill(1);
  const outputs = yield* outputsInSteps(session, grand, session.split[part], journal, "full");
  if (outputs.values.length <= keptFloats) kept.set(part, outputs);
  return outputs;
}

/**
 * One pruned network, repaired or not, against the full one on the same examples: figures, classes, calibration and the
 * examples that flipped. Both are measured as the other jobs measure them, so that the figures are the same ones.
 */
export const compare: Job<"compare"> = async function* (bench, spec, journal) {
  const held = ready(bench);
  const { model, session } = held;
  const { selection, repaired, part } = spec;
  const rows = session.split[part];
  const truth = session.truthOf(rows);
  const { network } = repairedNetwork(bench, spec);
  let answer: Comparison = {
    stage: "Measuring the full network",
    part,
    examples: rows.length,
    inputShape: inputShapeOf(model.model),
    full: null,
    pruned: null,
    cost: costOf(network),
    size: sizeOf(selection),
    right: { full: new Uint8Array(0), pruned: new Uint8Array(0) },
    paired: null,
    classes: [],
    reliability: null,
    flipped: { lost: 0, won: 0, other: 0 },
    flips: [],
  };
  const total = 2 * rows.length;
  // outputs that are known already take no time
  const known = fullOutputs.get(session)?.has(part) ? 0 : rows.length;
  const smaller = answer.cost.macs / Math.max(1, costOf(model.model).macs);
  const step = (done: number): Step<Comparison> => {
    const cost = {
      done: Math.min(known, done) + smaller * Math.max(0, done - rows.length),
      total: known + smaller * rows.length,
    };
    return { answer, progress: { done, total, unit: "examples", cost } };
  };
  const full = yield* measured(fullOutputsInSteps(bench, part, journal), step);
  answer = { ...answer, stage: "Measuring the pruned network", full: scoresOf(full, truth)[0] ?? null };
  yield step(rows.length);
  const reading = repaired
    ? modelOutputsInSteps(bench.parts, session, network, rows, journal, "pruned")
    : outputsInSteps(session, selection, rows, journal, "pruned");
  const pruned = yield* measured(reading, (done) => step(rows.length + done));
  answer = {
    ...answer,
    ...heldTogether(held, loaded(bench).dataset.dataset, rows, full, pruned, spec.shown),
    stage: "Done",
    pruned: scoresOf(pruned, truth)[0] ?? null,
  };
  yield step(total);
  return answer;
};
