export const signKinds = [
  "noisy-cut",
  "no-critical-size",
  "cliff-below",
  "layer-collapsing",
  "training-saw",
  "copies-between-parts",
  "few-examples",
  "coarse-validation",
  "several-readings",
  "chosen-among-epochs",
] as const;
export type SignKind = (typeof signKinds)[number];

/** A sign of failure, to be said on the page (METHOD section 6). */
export interface Sign {
  readonly kind: SignKind;
  /** What is wrong, with its figures. */
  readonly sentence: string;
  /** What to do about it. */
  readonly advice: string;
  /** "warning": the result may mislead; "notice": good to know. */
  readonly severity: "notice" | "warning";
}

/** A share as the page writes it. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** A difference of two shares. */
export const points = (difference: number): string => `${(100 * difference).toFixed(1)} percentage points`;

export const counted = (count: number): string => count.toLocaleString("en");

/** A figure on examples, with its 95 % interval. */
export interface Figure {
  readonly value: number;
  readonly interval: readonly [number, number];
  readonly examples: number;
}

/** The standard error behind a 95 % interval. */
export const errorOf = ({ interval: [low, high] }: Pick<Figure, "interval">): number => (high - low) / (2 * 1.959964);
