import type { Progress } from "../core/step.ts";

/**
 * A job of several parts whose units of work differ: gives a part's progress the cost of the whole job.
 * @param foreseen seconds, or anything else that is in proportion, of each part
 */
export function courseOf(foreseen: readonly number[]): (part: number, progress: Progress) => Progress {
  const total = foreseen.reduce((sum, one) => sum + one, 0);
  return (part, progress) => {
    const before = foreseen.slice(0, part).reduce((sum, one) => sum + one, 0);
    const { done, total: whole } = progress.cost ?? progress;
    const share = whole > 0 ? Math.min(1, done / whole) : 1;
    return { ...progress, cost: { done: before + share * (foreseen[part] ?? 0), total } };
  };
}
