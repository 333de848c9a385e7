import { emptyBatch, grandBatch } from "../core/game/coalition-batch.ts";
import type { Evaluator, ExampleSlice } from "../core/game/evaluator.ts";
import { seededRandom } from "../core/random/random-source.ts";

/** What a step may take, in milliseconds: a pause or cancel is heard between steps. */
const stepMilliseconds = 300;
/** Trials longer than this tell the pace. */
const telling = 40;
/** Coalitions a step at most: what a step holds of outputs stays small. */
const most = 1024;
/** Shares of the units at which coalitions are timed, beside a half; none where one coalition takes longer than `patience`. */
const shares = [0.15, 0.9];
const patience = 1500;

/** What this machine does with the coalitions of a game. For paces and the time left: no number depends on it. */
export interface MachinePace {
  /** Coalitions that fill a step, between 1 and 1024. */
  readonly stepEvaluations: number;
  /** Coalitions a second with half of the units. */
  readonly perSecond: number;
  /** Seconds of a coalition that keeps this share of the units. */
  seconds(kept: number): number;
}

/** The curve of second degree through three points, kept within a factor of two of them: what is timed is never exact. */
function curveThrough(points: readonly (readonly [number, number])[]): (at: number) => number {
  const values = points.map(([, value]) => value);
  const [low, high] = [Math.min(...values) / 2, Math.max(...values) * 2];
  return (at) => {
    const value = points.reduce((sum, [x, y], i) => {
      const weight = points.reduce(
        (product, [other], j) => (i === j ? product : (product * (at - other)) / (x - other)),
        1,
      );
      return sum + weight * y;
    }, 0);
    return Math.min(high, Math.max(low, value));
  };
}

/** Plays ever larger batches of half-full coalitions until one takes long enough to tell, then some of other sizes. */
export async function machinePace(evaluator: Evaluator, examples: ExampleSlice): Promise<MachinePace> {
  const random = seededRandom(1, "pace");
  const took = async (rows: number, share: number): Promise<number> => {
    const batch = emptyBatch(rows, evaluator.players);
    batch.members.forEach((_, place) => {
      batch.members[place] = random.uniform() < share ? 1 : 0;
    });
    const start = performance.now();
    await evaluator.outputs(batch, examples);
    return performance.now() - start;
  };
  // the first call fills the caches
  await evaluator.outputs(grandBatch(1, evaluator.players), examples);
  let rows = 1;
  let half = await took(rows, 0.5);
  while (half <= telling && rows < most) {
    rows = Math.min(most, 4 * rows);
    half = await took(rows, 0.5);
  }
  const each = Math.max(half, 0.1) / rows;
  const points: [number, number][] = [[0.5, each / 1000]];
  if (each <= patience)
    for (const share of shares)
      points.push([share, Math.min(await took(rows, share), await took(rows, share)) / rows / 1000]);
  return {
    stepEvaluations: Math.min(most, Math.max(1, Math.floor(stepMilliseconds / each))),
    perSecond: 1000 / each,
    seconds: points.length === 1 ? () => each / 1000 : curveThrough(points),
  };
}
