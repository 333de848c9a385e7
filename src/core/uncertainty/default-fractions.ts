/** The kept fractions that a sweep tries unless the person chooses others: 0.05, 0.10 ... 1. */
export const defaultFractions: readonly number[] = Array.from({ length: 20 }, (_, i) => (i + 1) / 20);
