import type { CoalitionBatch } from "../core/game/coalition-batch.ts";
import type { ExampleSlice, Outputs } from "../core/game/evaluator.ts";
import { accuracyScore, type Score, scoresOf } from "../core/game/score.ts";
import type { Journal } from "./journal.ts";
import type { Prepared } from "./workbench.ts";

/** Examples a step: what a person waits for before a pause or cancel is heard. */
const chunk = 1000;

/** The score of each coalition of the batch on these rows: accuracy, agreement or explained variance, by the data. */
export async function scoreCoalitions(session: Prepared, batch: CoalitionBatch, rows: ExampleSlice): Promise<Score[]> {
  const truth = session.truthOf(rows);
  const accuracies =
    truth.kind === "classes" ? await session.evaluator.meanPayoffs?.(batch, rows, truth.labels, "accuracy") : null;
  if (accuracies) return Array.from(accuracies, (share) => accuracyScore(Math.round(share * rows.length), rows.length));
  return scoresOf(await session.evaluator.outputs(batch, rows), truth);
}

/**
 * One coalition's outputs on many examples, in bounded steps; each yields the examples done.
 * @param journal of the job, where it is to be able to go on from the middle; `log` names what is measured
 */
export async function* outputsInSteps(
  session: Prepared,
  members: Uint8Array,
  rows: ExampleSlice,
  journal?: Journal,
  log = "outputs",
): AsyncGenerator<number, Outputs> {
  const batch = { players: members.length, rows: 1, members };
  let all: Outputs | null = null;
  for (let from = 0; from < rows.length; from += chunk) {
    const evaluate = () => session.evaluator.outputs(batch, rows.slice(from, from + chunk));
    const part = await (journal ? journal.value(log, evaluate) : evaluate());
    all ??= { ...part, examples: rows.length, values: new Float32Array(rows.length * part.width) };
    all.values.set(part.values, from * part.width);
    yield Math.min(rows.length, from + chunk);
  }
  return all as Outputs;
}

/** The score of one coalition, in bounded steps; each yields the examples done. */
export async function* scoreInSteps(
  session: Prepared,
  members: Uint8Array,
  rows: ExampleSlice,
  journal?: Journal,
  log?: string,
): AsyncGenerator<number, Score> {
  const outputs = yield* outputsInSteps(session, members, rows, journal, log);
  return scoresOf(outputs, session.truthOf(rows))[0] as Score;
}
