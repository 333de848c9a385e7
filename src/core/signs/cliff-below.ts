import { percent, type Sign } from "./sign.ts";

/** A size that was measured. */
export interface MeasuredSize {
  readonly size: number;
  readonly accuracy: number;
  /** 95 % interval of the accuracy. */
  readonly interval: readonly [number, number];
}

/**
 * A cliff just below the chosen size: at the next smaller size that was measured the accuracy lies below the chosen
 * one's interval, and falls faster there than above the chosen size, where there is a measured size above.
 */
export function cliffBelow(points: readonly MeasuredSize[], chosen: number): Sign | null {
  const sorted = [...points].sort((a, b) => a.size - b.size);
  const place = sorted.findIndex(({ size }) => size === chosen);
  if (place < 1) return null;
  const [below, here, above] = [sorted[place - 1], sorted[place], sorted.at(place + 1)];
  const fall = here.accuracy - below.accuracy;
  if (!(fall > 0 && below.accuracy < here.interval[0])) return null;
  const steep = fall / (here.size - below.size);
  if (above !== undefined && (above.accuracy - here.accuracy) / (above.size - here.size) >= steep) return null;
  return {
    kind: "cliff-below",
    sentence: `Just below the chosen ${here.size} units lies a cliff: with ${below.size} units the validation accuracy is ${percent(below.accuracy)}, with ${here.size} it is ${percent(here.accuracy)}.`,
    advice: "Keep a few units more, so that data a little different from yours do not push the network over it.",
    severity: "warning",
  };
}
