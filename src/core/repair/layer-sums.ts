import type { LayerId } from "../model/model.ts";
import type { NormalEquations } from "../stats/ridge.ts";

/** What one layer of the full network reads and gives over many examples, before its activation, as sums. */
export interface LayerSums {
  readonly layer: LayerId;
  /** About the means, or as they are where the layer has no intercept. */
  readonly equations: NormalEquations;
  /** Sum of squares of each target, about its mean where there is an intercept. */
  readonly targetSquares: Float64Array;
  /** Player whose signal each feature is; -1 where nobody's. */
  readonly featurePlayer: Int32Array;
  /** Player whom each target belongs to; -1 where nobody may cut it. */
  readonly targetPlayer: Int32Array;
}
