/** What ends a run: units, a number of parameters or of multiply-accumulates, or the fall of the validation accuracy. */
export type Goal =
  | { readonly kind: "units" }
  /** No more than this; as many units as fit. */
  | { readonly kind: "parameters" | "macs"; readonly most: number }
  /** The smallest network passed through before the accuracy is more than `fall` below the full network's. */
  | { readonly kind: "accuracy"; readonly fall: number };

export const goalKinds = ["units", "parameters", "macs", "accuracy"] as const satisfies readonly Goal["kind"][];

export const unitsGoal: Goal = { kind: "units" };

/**
 * The largest whole number in low..high that passes, where everything below a passing number passes.
 * @returns low - 1 where none does
 */
export function largestPassing(low: number, high: number, passes: (value: number) => boolean): number {
  let [good, bad] = [low - 1, high + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (passes(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
