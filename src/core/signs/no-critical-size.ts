import type { CriticalSize } from "../uncertainty/band.ts";
import { percent, type Sign } from "./sign.ts";

/** The uncertainty curve is flat: its peak could be nearly anywhere. Nothing is said before the interval is there. */
export function noCriticalSize({ fraction, interval, clear }: CriticalSize): Sign | null {
  if (interval === null || clear) return null;
  return {
    kind: "no-critical-size",
    sentence: `There is no clear critical size: the peak at ${percent(fraction)} could as well lie anywhere from ${percent(interval[0])} to ${percent(interval[1])}.`,
    advice: "Play more masks, try another statistic, or choose the size yourself.",
    severity: "warning",
  };
}
