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
/**
 * Coalitions that have much in common are timed, too: of these shares of the units alone, each of them present in `often`
 * of the coalitions, as a strategy plays that takes units out. Their first layers' patterns come again, and most of what
 * that saves is saved as soon as `fewer` of the units vary.
 */
const someUnits = [0.65, 0.3];
const [often, fewer] = [0.85, 0.8];
/** What coalitions have in common is not believed to save more than this. */
const mostSaved = 0.8;
const roundsMilliseconds = 800;

/** What this machine does with the coalitions of a game. For paces and the time left: no number depends on it. */
export interface MachinePace {
  /** Coalitions that fill a step, between 1 and 1024. */
  readonly stepEvaluations: number;
  /** Coalitions a second with half of the units. */
  readonly perSecond: number;
  /**
   * Seconds of a coalition that keeps this share of the units.
   * @param varying share of the units that some of the coalitions have and others have not; all if left out
   */
  seconds(kept: number, varying?: number): number;
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
    seconds: (...asked) => factor * timed.seconds(...asked),
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

/** Straight lines between points from right to left, level beyond them. */
function alongPoints(points: readonly (readonly [number, number])[]): (at: number) => number {
  return (at) => {
    const next = points.findIndex(([x]) => x <= at);
    const [[right, high] = [1, 1], [left, low] = points.at(-1) ?? [0, 1]] = next > 0 ? points.slice(next - 1) : [];
    if (next === 0) return points[0]?.[1] ?? 1;
    if (next < 0 || right === left) return low;
    return low + ((at - left) / (right - left)) * (high - low);
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
  const order = Float64Array.from({ length: evaluator.players }, () => random.uniform());
  const took = async (rows: number, share: number, units = 1): Promise<number> => {
    const batch = emptyBatch(rows, evaluator.players);
    batch.members.forEach((_, place) => {
      const plays = (order[place % evaluator.players] ?? 0) < units;
      batch.members[place] = plays && random.uniform() < share ? 1 : 0;
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
  const alike = new Map<number, number[]>();
  const start = now();
  if (half / rows <= patience)
    for (let round = 0; round < rounds && (round === 0 || now() - start < roundsMilliseconds); round++) {
      for (const share of shares) {
        const known = times.get(share) ?? [];
        times.set(share, [...known, await took(rows, share)]);
      }
      for (const units of someUnits) alike.set(units, [...(alike.get(units) ?? []), await took(rows, often, units)]);
    }
  // the median, with whatever else this machine has to do: it goes on doing that
  const usual = (all: readonly number[]) => medianOf(all.length > 1 ? all.slice(1) : all.length === 1 ? all : [half]);
  const points = [...times].map(([share, all]) => [share, Math.max(usual(all), 0.1) / rows / 1000] as const);
  const each = Math.max(usual(times.get(0.5) ?? []), 0.1) / rows;
  const anywhere = points.length === 1 ? () => each / 1000 : curveThrough(points);
  /** What is left of the price where so many of the units vary. */
  const remains = someUnits.map((units) => {
    const all = alike.get(units);
    if (all === undefined) return 1;
    return Math.min(1, Math.max(1 - mostSaved, usual(all) / rows / 1000 / anywhere(often * units)));
  });
  const discount = alongPoints([
    [1, 1],
    [fewer, remains[0] ?? 1],
    ...someUnits.map((units, i) => [units, remains[i] ?? 1] as const),
  ]);
  return {
    stepEvaluations: Math.min(most, Math.max(1, Math.floor(stepMilliseconds / each))),
    perSecond: 1000 / each,
    seconds: (kept, varying = 1) => anywhere(kept) * discount(varying),
  };
}
