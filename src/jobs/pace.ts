import { emptyBatch, grandBatch } from "../core/game/coalition-batch.ts";
import type { Evaluator, ExampleSlice } from "../core/game/evaluator.ts";
import { seededRandom } from "../core/random/random-source.ts";

/** What a step may take, in milliseconds: a pause or cancel is heard between steps. */
const stepMilliseconds = 300;
/** Trials longer than this tell the pace. */
const telling = 40;
/** Coalitions a step at most: what a step holds of outputs stays small. */
const most = 1024;

/**
 * Coalitions that fill a step on this machine, between 1 and 1024; pace only, no number depends on it. Plays ever
 * larger batches of half-full coalitions until one takes long enough to tell.
 */
export async function stepFor(evaluator: Evaluator, examples: ExampleSlice): Promise<number> {
  const random = seededRandom(1, "pace");
  // the first call fills the caches
  await evaluator.outputs(grandBatch(1, evaluator.players), examples);
  for (let rows = 1; ; rows *= 4) {
    const batch = emptyBatch(rows, evaluator.players);
    batch.members.forEach((_, place) => {
      batch.members[place] = random.uniform() < 0.5 ? 1 : 0;
    });
    const start = performance.now();
    await evaluator.outputs(batch, examples);
    const took = performance.now() - start;
    if (took > telling || rows >= most)
      return Math.min(most, Math.max(1, Math.floor((rows * stepMilliseconds) / Math.max(took, 0.1))));
  }
}

/** Coalitions a second that the evaluator plays, from steps of at least `milliseconds` together. */
export async function coalitionsPerSecond(
  evaluator: Evaluator,
  examples: ExampleSlice,
  step: number,
  milliseconds: number,
): Promise<number> {
  const batch = grandBatch(step, evaluator.players);
  const start = performance.now();
  let played = 0;
  do {
    await evaluator.outputs(batch, examples);
    played += step;
  } while (performance.now() - start < milliseconds);
  return (1000 * played) / (performance.now() - start);
}
