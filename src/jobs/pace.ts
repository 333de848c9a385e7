import { emptyBatch, grandBatch } from "../core/game/coalition-batch.ts";
import type { Evaluator, ExampleSlice } from "../core/game/evaluator.ts";
import { seededRandom } from "../core/random/random-source.ts";

/** What a step may take, in milliseconds: a pause or cancel is heard between steps. */
const stepMilliseconds = 300;
/** Trials longer than this tell the pace. */
const telling = 40;
/** Coalitions a step at most: what a step holds of outputs stays small. */
const most = 1024;
/** Shares of the units at which coalitions are timed: the half alone where one coalition takes longer than `patience`. */
const shares = [0.15, 0.5, 0.9];
const patience = 1500;
/** Rounds; caches fill in the first, which counts only where it is the only one. */
const rounds = 5;
const roundsMilliseconds = 800;

/** What this machine does with the coalitions of a game. For paces and the time left: no number depends on it. */
export interface MachinePace {
  /** Coalitions that fill a step, between 1 and 1024. */
  readonly stepEvaluations: number;
  /** Coalitions a second with half of the units. */
  readonly perSecond: number;
  /** Seconds of a coalition that keeps this share of the units. */
  seconds(kept: number): number;
  /** Takes note that what was foreseen to take so many seconds took so many others; left out where nothing is learnt. */
  saw?(foreseen: number, took: number): void;
}

/** Seconds that what was timed in the beginning counts for, against what is seen later. */
const timedCounts = 1;

/** A pace that learns from what jobs took: a few batches timed in the first second are not the pace of all that follows. */
export function livingPace(timed: MachinePace): MachinePace {
  let factor = 1;
  return {
    ...timed,
    get perSecond() {
      return timed.perSecond / factor;
    },
    seconds: (kept) => factor * timed.seconds(kept),
    saw(foreseen, took) {
      factor *= (took + timedCounts) / (foreseen + timedCounts);
    },
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
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

/**
 * Plays ever larger batches of half-full coalitions until one takes long enough to tell, then some of other sizes.
 * @param now milliseconds
 */
export async function machinePace(
  evaluator: Evaluator,
  examples: ExampleSlice,
  now: () => number = () => performance.now(),
): Promise<MachinePace> {
  const random = seededRandom(1, "pace");
  const took = async (rows: number, share: number): Promise<number> => {
    const batch = emptyBatch(rows, evaluator.players);
    batch.members.forEach((_, place) => {
      batch.members[place] = random.uniform() < share ? 1 : 0;
    });
    const start = now();
    await evaluator.outputs(batch, examples);
    return now() - start;
  };
  // the first call fills the caches
  await evaluator.outputs(grandBatch(1, evaluator.players), examples);
  let rows = 1;
  let half = await took(rows, 0.5);
  while (half <= telling && rows < most) {
    rows = Math.min(most, 4 * rows);
    // twice: the first fills tables and gathers weights
    half = Math.min(await took(rows, 0.5), await took(rows, 0.5));
  }
  const times = new Map<number, number[]>([[0.5, []]]);
  const start = now();
  if (half / rows <= patience)
    for (let round = 0; round < rounds && (round === 0 || now() - start < roundsMilliseconds); round++)
      for (const share of shares) {
        const known = times.get(share) ?? [];
        times.set(share, [...known, await took(rows, share)]);
      }
  // the median, with whatever else this machine has to do: it goes on doing that
  const usual = (all: readonly number[]) => medianOf(all.length > 1 ? all.slice(1) : all.length === 1 ? all : [half]);
  const points = [...times].map(([share, all]) => [share, Math.max(usual(all), 0.1) / rows / 1000] as const);
  const each = Math.max(usual(times.get(0.5) ?? []), 0.1) / rows;
  return {
    stepEvaluations: Math.min(most, Math.max(1, Math.floor(stepMilliseconds / each))),
    perSecond: 1000 / each,
    seconds: points.length === 1 ? () => each / 1000 : curveThrough(points),
  };
}
