import type { Progress } from "../core/step.ts";

/**
 * A job of several parts whose units of work differ: gives a part's progress the cost of the whole job, and what is
 * foreseen of it.
 * @param foreseen seconds of each part
 */
export function courseOf(foreseen: readonly number[]): (part: number, progress: Progress) => Progress {
  const total = foreseen.reduce((sum, one) => sum + one, 0);
  return (part, progress) => {
    const before = foreseen.slice(0, part).reduce((sum, one) => sum + one, 0);
    const later = foreseen.slice(part + 1).reduce((sum, one) => sum + one, 0);
    const seconds = foreseen[part] ?? 0;
    const { done, total: whole } = progress.cost ?? progress;
    const share = whole > 0 ? Math.min(1, done / whole) : 1;
    return {
      ...progress,
      cost: { done: before + share * seconds, total },
      foreseen: { part, share, seconds, later },
    };
  };
}

/**
 * The progress of a job whose cost is in seconds as foreseen, such as one of rounds that become cheaper.
 * @param seconds of a unit of the cost
 */
export function secondsOfCost(progress: Progress, seconds = 1): Progress {
  const { cost } = progress;
  if (!cost || !(cost.total > 0)) return progress;
  const share = Math.min(1, cost.done / cost.total);
  return { ...progress, foreseen: { part: 0, share, seconds: seconds * cost.total, later: 0 } };
}
