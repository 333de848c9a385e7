import type { StrategySettings } from "./trail.ts";

/**
 * Size after the next round on the way from `size` to `target`, which the last round hits exactly: constant steps of
 * `stepUnits`, or geometric ones of `stepShare` of the units kept.
 */
export function nextSize(
  size: number,
  target: number,
  { stepUnits, stepShare = 0 }: Pick<StrategySettings, "stepUnits" | "stepShare">,
): number {
  const step = Math.max(stepUnits, Math.round(stepShare * size));
  return size < target ? Math.min(target, size + step) : Math.max(target, size - step);
}

/** Sizes after each round from one size to another. */
export function sizesBetween(
  from: number,
  to: number,
  settings: Pick<StrategySettings, "stepUnits" | "stepShare">,
): number[] {
  const sizes: number[] = [];
  for (let size = from; size !== to; ) {
    size = nextSize(size, to, settings);
    sizes.push(size);
  }
  return sizes;
}
