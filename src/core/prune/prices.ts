/**
 * What coalitions cost in time, one beside the other: absent units may not be computed, so that small ones are cheaper. The
 * time left is told from it, and no number depends on it.
 */
export interface Prices {
  /**
   * A coalition with this share of the units, on the calibration examples, in any one unit.
   * @param varying share of the units that some of the coalitions have and others have not; all if left out. What
   *   coalitions have in common may be computed once
   */
  coalition(kept: number, varying?: number): number;
  /** Measuring a selection on the validation examples, in coalitions of its size. */
  readonly measuring: number;
}

/** Every coalition costs the same, and measuring nothing. */
export const onePrice: Prices = { coalition: () => 1, measuring: 0 };
