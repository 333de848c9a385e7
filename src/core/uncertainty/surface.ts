import type { UncertaintyStatistic } from "./band.ts";

/** What the p x q surface is played with. */
export interface SurfaceSettings {
  /** One byte a player: 0 kept with probability p, 1 with probability q, 2 always present. */
  readonly groupsOfPlayers: Uint8Array;
  /** Kept fractions of the first and of the second set, ascending, within (0, 1]. */
  readonly p: readonly number[];
  readonly q: readonly number[];
  /** Nested masks at every (p, q). */
  readonly masks: number;
  /** Whether present units are multiplied by one over their own set's fraction, as Dropout does. */
  readonly rescaled: boolean;
  /** The statistic whose peak is named. */
  readonly statistic: UncertaintyStatistic;
}

/** How uncertain the masked predictions are at every (p, q). Cell a * q.length + b belongs to p[a], q[b]. */
export interface Surface {
  readonly settings: SurfaceSettings;
  readonly players: number;
  /** Masks that were played at every (p, q). */
  readonly masksDone: number;
  /** Mean payoff (accuracy) over the masks; NaN below two masks, as all of it. */
  readonly mean: Float64Array;
  readonly uncertainty: Readonly<Record<UncertaintyStatistic, Float64Array>>;
  /** Where the chosen statistic is highest on the grid; null before two masks. */
  readonly peak: { readonly p: number; readonly q: number; readonly value: number } | null;
}
