import type { PowerEstimate } from "../power/power-index.ts";
import type { Certainty } from "../settle/three-states.ts";
import type { CriticalSize } from "../uncertainty/band.ts";
import { cliffBelow, type MeasuredSize } from "./cliff-below.ts";
import { type KeptWidth, layerCollapsing } from "./layer-collapsing.ts";
import { noCriticalSize } from "./no-critical-size.ts";
import { noisyCut } from "./noisy-cut.ts";
import type { Sign } from "./sign.ts";

/** What there is to watch; parts that were not run yet are null. */
export interface Watched {
  readonly critical: CriticalSize | null;
  readonly estimate: PowerEstimate | null;
  /** Units to keep. */
  readonly count: number | null;
  readonly certainty: Certainty;
  /** Sizes measured on validation examples, and the chosen one's widths. */
  readonly points: readonly MeasuredSize[];
  readonly chosen: number | null;
  readonly widths: readonly KeptWidth[];
}

/** All signs of failure that can be seen, in the order of the method. */
export function signsOf({ critical, estimate, count, certainty, points, chosen, widths }: Watched): Sign[] {
  return [
    critical && noCriticalSize(critical),
    estimate && count !== null ? noisyCut(estimate, count, certainty) : null,
    chosen === null ? null : cliffBelow(points, chosen),
    layerCollapsing(widths),
  ].filter((sign) => sign !== null);
}
