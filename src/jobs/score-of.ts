import type { CoalitionBatch } from "../core/game/coalition-batch.ts";
import type { ExampleSlice } from "../core/game/evaluator.ts";
import { type Score, scoresOf } from "../core/game/score.ts";
import type { Prepared } from "./workbench.ts";

/** The score of each coalition of the batch on these rows: accuracy, agreement or explained variance, by the data. */
export async function scoreCoalitions(session: Prepared, batch: CoalitionBatch, rows: ExampleSlice): Promise<Score[]> {
  return scoresOf(await session.evaluator.outputs(batch, rows), session.truthOf(rows));
}

/** The score of one coalition. */
export async function scoreOf(session: Prepared, members: Uint8Array, rows: ExampleSlice): Promise<Score> {
  const [score] = await scoreCoalitions(session, { players: members.length, rows: 1, members }, rows);
  return score as Score;
}
