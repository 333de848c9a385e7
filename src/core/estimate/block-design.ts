import type { BlockDesign } from "../game/block-game.ts";
import { complementPairs } from "./complement-pairs.ts";
import type { Estimator } from "./estimator.ts";
import { leastSquares } from "./least-squares.ts";
import { pairedLeverage } from "./paired-leverage.ts";

/** The pool's coalitions alternate between its focus and the strata: two in a row share a block, so that every block sees both. */
export const poolDesign: BlockDesign = { together: 2, ends: true };

const designs: ReadonlyMap<string, BlockDesign> = new Map([
  [leastSquares.name, { together: 1, ends: false }],
  [complementPairs.name, { together: 2, ends: false }],
  [pairedLeverage.name, { together: 2, ends: true }],
]);

/**
 * How an estimator's coalitions may be dealt to blocks of the examples (see `blockGame`); null where each should meet all
 * examples: estimators that take differences of single coalitions pay for the noise of every one of them, exact ones want none.
 */
export function blockDesignOf({ name }: Pick<Estimator, "name">): BlockDesign | null {
  if (name.startsWith("one pool")) return poolDesign;
  return designs.get(name) ?? null;
}
