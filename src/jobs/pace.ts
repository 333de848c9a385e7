import { grandBatch } from "../core/game/coalition-batch.ts";
import type { Evaluator, ExampleSlice } from "../core/game/evaluator.ts";

/** What a step may take, in milliseconds: a pause or cancel is heard between steps. */
const stepMilliseconds = 300;

/** Coalitions that fill a step on this machine, between 1 and 64; pace only, no number depends on it. */
export async function stepFor(evaluator: Evaluator, examples: ExampleSlice): Promise<number> {
  const batch = grandBatch(1, evaluator.players);
  // The first call fills the caches.
  await evaluator.outputs(batch, examples);
  const start = performance.now();
  await evaluator.outputs(batch, examples);
  const each = Math.max(0.1, performance.now() - start);
  return Math.min(64, Math.max(1, Math.floor(stepMilliseconds / each)));
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
