import { FailureError } from "../failure.ts";
import { leastExcess } from "./least-excess.ts";
import { planeThrough, slopesOf } from "./payoff-plane.ts";
import { type TinyTable, zeroNormalised } from "./zero-normalised.ts";

export type NucleolusKind = "nucleolus" | "pre-nucleolus";

export interface Nucleolus {
  readonly payoff: Float64Array;
  /** Over which payoff vectors: imputations, or all that share v(N) - v(empty). */
  readonly kind: NucleolusKind;
  /** Excess that each programme settled, falling: the first is the least core's (pre-nucleolus). */
  readonly levels: readonly number[];
}

/** Whether somebody can be given at least what each is worth alone, up to rounding. */
function hasImputations({ players, worth, total, scale }: TinyTable): boolean {
  let alone = 0;
  for (let i = 0; i < players; i++) alone += worth[1 << i];
  return alone <= total + 1e-12 * scale;
}

/**
 * The nucleolus (Schmeidler 1969): the one payoff vector at which the excesses v(S) - x(S), sorted from the largest, are
 * lexicographically least. Found exactly by successive linear programmes (Maschler, Peleg and Shapley 1979): make the
 * largest excess least, hold the coalitions whose multipliers are positive there, drop those whose share is thereby
 * determined (a rank test), go on with the others; at most players - 1 programmes.
 *
 * Scores of a network need not be monotone, so there may be no imputation (x_i >= v(i) for all). Where there are some,
 * the nucleolus over them is given, as in textbooks; else the pre-nucleolus, over all x with x(N) = v(N), which always
 * exists; `kind` says which. The two are the same for every zero-monotone game. v(empty) is taken off every value first.
 * @param values one value a coalition in the order of `allCoalitions`, at most 12 players
 * @param kind asks for one of the two
 * Errors: settings-invalid where `values` is no such table, or a nucleolus is asked for and there is no imputation
 */
export function nucleolus(values: Float64Array, kind?: NucleolusKind): Nucleolus {
  const table = zeroNormalised(values);
  const { players, total, scale } = table;
  const possible = hasImputations(table);
  if (kind === "nucleolus" && !possible)
    throw new FailureError({
      kind: "settings-invalid",
      message: "The players are worth more alone than together, so no payoff vector is an imputation.",
      where: "nucleolus",
      advice: "Look at the pre-nucleolus, which exists for every game.",
    });
  const chosen = kind ?? (possible ? "nucleolus" : "pre-nucleolus");
  const worth = table.worth.map((value) => value / scale);
  const floors = chosen === "nucleolus" ? Float64Array.from({ length: players }, (_, i) => worth[1 << i]) : null;
  const fixed = [worth.length - 1];
  const levels: number[] = [];
  let plane = planeThrough(new Float64Array(players).fill(total / scale / players), fixed);
  let coalitions = Array.from({ length: worth.length - 2 }, (_, k) => k + 1);
  while (plane.directions.length > 0) {
    const { payoff, level, tight, atFloor } = leastExcess(plane, worth, coalitions, floors);
    levels.push(level * scale);
    fixed.push(...tight, ...atFloor.map((player) => 1 << player));
    plane = planeThrough(payoff, fixed);
    const open = plane;
    coalitions = coalitions.filter((coalition) => slopesOf(open, coalition) !== null);
  }
  return { payoff: plane.point.map((share) => share * scale), kind: chosen, levels };
}
