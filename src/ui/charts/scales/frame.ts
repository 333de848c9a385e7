/** Room around a drawing, in CSS pixels. */
export interface Margin {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Fewer ticks where there is little room: one in about `every` pixels, at least two. */
export function tickCount(pixels: number, every: number): number {
  return Math.max(2, Math.floor(pixels / every));
}

/** A domain with room beyond its ends; a point becomes a span. */
export function padded([low, high]: readonly [number, number], share = 0.06): [number, number] {
  const span = high - low;
  if (!(span > 0)) return [low - Math.abs(low) * 0.1 - 1e-6, high + Math.abs(high) * 0.1 + 1e-6];
  return [low - span * share, high + span * share];
}

/** The domain of a rate: zero to one; below zero as far as the values go (explained variance may), at most to -1. */
export function rateDomain(values: readonly number[]): [number, number] {
  const least = Math.min(0, ...values.filter(Number.isFinite));
  return [Math.max(-1, least), 1];
}
