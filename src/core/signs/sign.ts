export const signKinds = ["noisy-cut", "no-critical-size", "cliff-below", "layer-collapsing"] as const;
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
