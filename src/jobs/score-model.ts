import type { ExampleSlice, Outputs } from "../core/game/evaluator.ts";
import { type Score, scoresOf } from "../core/game/score.ts";
import type { Model } from "../core/model/model.ts";
import { outputKindOf } from "../core/model/output-kind.ts";
import type { Journal } from "./journal.ts";
import type { LabParts } from "./lab-parts.ts";
import type { Prepared } from "./workbench.ts";

/** Examples a step: what a person waits for before a pause or cancel is heard. */
const chunk = 1000;

/**
 * Outputs of a network of its own on many examples, in bounded steps; each yields the examples done.
 * @param journal of the job, where it is to be able to go on from the middle; `log` names what is measured
 */
export async function* modelOutputsInSteps(
  parts: LabParts,
  session: Prepared,
  model: Model,
  rows: ExampleSlice,
  journal?: Journal,
  log = "outputs",
): AsyncGenerator<number, Outputs> {
  let all: Float32Array | null = null;
  for (let from = 0; from < rows.length; from += chunk) {
    const slice = rows.slice(from, from + chunk);
    const predict = () => parts.predict(model, session.inputsOf(slice), slice.length);
    const part = await (journal ? journal.value(log, predict) : predict());
    const width = part.length / slice.length;
    all ??= new Float32Array(rows.length * width);
    all.set(part, from * width);
    yield Math.min(rows.length, from + chunk);
  }
  const values = all ?? new Float32Array(0);
  return { rows: 1, examples: rows.length, width: values.length / rows.length, kind: outputKindOf(model), values };
}

/** The score of a network of its own, in bounded steps; each yields the examples done. */
export async function* scoreModelInSteps(
  parts: LabParts,
  session: Prepared,
  model: Model,
  rows: ExampleSlice,
  journal?: Journal,
  log?: string,
): AsyncGenerator<number, Score> {
  const outputs = yield* modelOutputsInSteps(parts, session, model, rows, journal, log);
  return scoresOf(outputs, session.truthOf(rows))[0] as Score;
}
