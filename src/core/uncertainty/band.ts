/** How uncertain the masked predictions are at one kept fraction (METHOD: votes, variance, entropy, BALD, spread of the payoff). */
export const uncertaintyStatistics = [
  "vote-disagreement",
  "predictive-variance",
  "predictive-entropy",
  "mutual-information",
  "payoff-deviation",
] as const;
export type UncertaintyStatistic = (typeof uncertaintyStatistics)[number];

/** Levels of the quantiles that a band carries. */
export const bandLevels = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** One kept fraction of the sweep. */
export interface Band {
  /** Probability with which each unit was kept. */
  readonly fraction: number;
  /** Mean of the payoff (accuracy) over the masks. */
  readonly mean: number;
  /** Quantiles of the payoff over the masks at `bandLevels`. */
  readonly quantiles: readonly [number, number, number, number, number];
  readonly uncertainty: Readonly<Record<UncertaintyStatistic, number>>;
}

export interface CriticalSize {
  readonly statistic: UncertaintyStatistic;
  /** The kept fraction at which the statistic peaks. */
  readonly fraction: number;
  /** 95 % bootstrap interval over mask rows; null until the sweep is done. */
  readonly interval: readonly [number, number] | null;
  /** False where the interval covers more than half of the swept range, or the peak lies at its edge. */
  readonly clear: boolean;
}

export interface SweepSettings {
  /** Kept fractions, ascending, within (0, 1]. */
  readonly fractions: readonly number[];
  /** Nested masks a fraction. */
  readonly masks: number;
  /** Whether present units are multiplied by 1/fraction, as Dropout does. */
  readonly rescaled: boolean;
  readonly statistic: UncertaintyStatistic;
}

export interface Sweep {
  readonly settings: SweepSettings;
  readonly players: number;
  readonly masksDone: number;
  readonly bands: readonly Band[];
  readonly critical: CriticalSize;
}
