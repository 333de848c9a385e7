import type { Dataset } from "../../core/dataset/dataset.ts";
import { exampleWords } from "../../core/dataset/example-words.ts";
import { pairRows } from "../../core/dataset/pair-rows.ts";
import { type Failure, FailureError, failureOf } from "../../core/failure.ts";
import { probabilitiesOf, votesOf } from "../../core/game/predictions.ts";
import type { Model } from "../../core/model/model.ts";
import { outputKindOf, saysProbabilities } from "../../core/model/output-kind.ts";
import { sizeOf } from "../../core/model/weight-shapes.ts";
import {
  type ExampleForm,
  exampleFormOf,
  valuesOfDrawing,
  valuesOfPicture,
  valuesOfText,
} from "../../core/own-example/example-form.ts";
import type { Answered, AnswerSpec, NetworkAnswer, TriedInput } from "../answer-contract.ts";
import type { Job } from "../host.ts";
import { inputShapeOf, loaded, type Prepared, ready, type Workbench } from "../workbench.ts";
import { repairedNetwork } from "./repair.ts";

/** Calibration examples that show the form of drawings. */
const formExamples = 200;
/** In milliseconds. Browsers' clocks tick ten times in one: quick passes are timed together, slow ones are not repeated. */
const timing = { slow: 40, together: 4 };

const forms = new WeakMap<Prepared, ExampleForm>();

function formOf(dataset: Dataset, session: Prepared): ExampleForm {
  const known =
    forms.get(session) ?? exampleFormOf(dataset, session.pairing, session.split.calibration.slice(0, formExamples));
  forms.set(session, known);
  return known;
}

function invalid(message: string, advice: string): FailureError {
  return new FailureError({ kind: "settings-invalid", message, where: "try it yourself", advice });
}

/** The row of the dataset that is asked for. */
function rowOf(session: Prepared, { part, place }: Extract<TriedInput, { kind: "example" }>): number {
  const rows = session.split[part];
  const row = rows[place];
  if (row === undefined)
    throw invalid(`There is no ${part} example ${place + 1}.`, `Choose a number from 1 to ${rows.length}.`);
  return row;
}

async function valuesOf(
  bench: Workbench,
  form: ExampleForm,
  input: TriedInput,
  row: number | null,
): Promise<Float32Array> {
  const { session } = ready(bench);
  const { dataset } = loaded(bench).dataset;
  const size = sizeOf(dataset.shape);
  if (row !== null) return Float32Array.from(dataset.inputs.subarray(row * size, (row + 1) * size));
  switch (input.kind) {
    case "drawing":
      return valuesOfDrawing(dataset, session.pairing, form, input.strokes);
    case "image":
      return valuesOfPicture(dataset, session.pairing, form, await bench.parts.readPicture(input.name, input.blob));
    case "text":
      return valuesOfText(dataset, input.text);
    default:
      break;
  }
  const { values } = input as Extract<TriedInput, { kind: "row" }>;
  if (values.length !== size || values.some((value) => !Number.isFinite(value)))
    throw invalid(`An example has ${size} numbers.`, "Give each column a number.");
  return values;
}

/** One network's outputs on one example, and how long a pass takes, once it is warm where it is quick. */
async function asked(
  { parts }: Workbench,
  model: Model,
  input: Float32Array,
): Promise<{ readonly outputs: Float32Array; readonly milliseconds: number }> {
  const network = parts.residentNetwork(model, input, 1);
  try {
    const began = parts.now();
    const outputs = Float32Array.from(await network.pass());
    const from = parts.now();
    if (from - began > timing.slow) return { outputs, milliseconds: from - began };
    for (let passes = 1; ; passes++) {
      await network.pass();
      const taken = parts.now() - from;
      if (taken >= timing.together) return { outputs, milliseconds: taken / passes };
    }
  } finally {
    network.dispose();
  }
}

function saidBy(model: Model, session: Prepared): Answered["says"] {
  if (session.measure === "explained-variance") return "numbers";
  return saysProbabilities(model) ? "probabilities" : "outputs";
}

async function answerOf(
  bench: Workbench,
  model: Model,
  says: Answered["says"],
  input: Float32Array,
): Promise<NetworkAnswer> {
  const { outputs: values, milliseconds } = await asked(bench, model, input);
  if (says === "numbers") return { values, vote: null, milliseconds };
  const outputs = { rows: 1, examples: 1, width: values.length, kind: outputKindOf(model), values };
  const shown = says === "probabilities" || outputs.kind === "binary" ? probabilitiesOf(outputs).values : values;
  return { values: Float32Array.from(shown), vote: votesOf(outputs)[0] ?? null, milliseconds };
}

/** The dataset's class of each output; -1 where it is none of them. */
function classesSaid({ pairing }: Prepared, { classNames }: Dataset, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, output) => {
    const number = pairing.classes === null ? output : pairing.classes.indexOf(output);
    return classNames.length > 0 && number >= classNames.length ? -1 : number;
  });
}

function knownOf(dataset: Dataset, row: number | null): Answered["known"] {
  if (row === null) return null;
  const { labels, targets, count } = dataset;
  const width = targets === undefined ? 0 : targets.length / count;
  return {
    row,
    label: labels.length > 0 ? (labels[row] ?? null) : null,
    targets: Array.from(targets?.subarray(row * width, (row + 1) * width) ?? []),
  };
}

/** The pruned network's answer, or why it has none: a selection under way may leave a layer empty. */
async function prunedAnswer(
  bench: Workbench,
  pruned: NonNullable<AnswerSpec["pruned"]>,
  says: Answered["says"],
  input: Float32Array,
): Promise<{ readonly pruned: NetworkAnswer | null; readonly trouble: Failure | null }> {
  try {
    const { network } = repairedNetwork(bench, pruned);
    return { pruned: await answerOf(bench, network, says, input), trouble: null };
  } catch (thrown) {
    const trouble = failureOf(thrown);
    if (trouble.kind !== "settings-invalid") throw thrown;
    return { pruned: null, trouble };
  }
}

/**
 * One example that a person picked or made, before the full and the physically pruned network. It is one step, so that
 * it fits between two steps of a longer job.
 */
export const answer: Job<"answer"> = async function* (bench, { input: tried, pruned }) {
  const { model, session } = ready(bench);
  const { dataset } = loaded(bench).dataset;
  const form = formOf(dataset, session);
  const row = tried.kind === "example" ? rowOf(session, tried) : null;
  const values = await valuesOf(bench, form, tried, row);
  const inputShape = inputShapeOf(model.model);
  const one: Dataset = {
    ...dataset,
    count: 1,
    inputs: values,
    ...(dataset.texts === undefined
      ? {}
      : { texts: tried.kind === "text" ? [tried.text] : [dataset.texts[row ?? -1] ?? ""] }),
  };
  const input = pairRows(one, session.pairing, inputShape, Int32Array.of(0));
  const says = saidBy(model.model, session);
  const full = await answerOf(bench, model.model, says, input);
  const words = form.kind === "text" ? exampleWords(one, session.pairing, 0, input) : null;
  const found: Answered = {
    form,
    values,
    input,
    inputShape,
    words,
    known: knownOf(dataset, row),
    says,
    classes: says === "numbers" ? new Int32Array(0) : classesSaid(session, dataset, full.values.length),
    full,
    ...(pruned === null ? { pruned: null, trouble: null } : await prunedAnswer(bench, pruned, says, input)),
  };
  yield { answer: found, progress: { done: 1, total: 1, unit: "stages" } };
  return found;
};
