import { enumerablePlayers } from "../power/enumeration.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { complementPairs } from "./complement-pairs.ts";
import { conjugateGradients } from "./conjugate-gradients.ts";
import type { Estimator } from "./estimator.ts";
import { exactEnumeration } from "./exact-enumeration.ts";
import { leastSquares } from "./least-squares.ts";
import { pairedLeverage } from "./paired-leverage.ts";
import type { SamplingCheckpoint } from "./step-through.ts";

/** Above this many players the Gram matrix takes too long to factor. */
const factoredPlayers = 3000;

/**
 * The default estimator of an index: least squares for biased Banzhaf, complement pairs for Banzhaf, paired
 * leverage sampling for Shapley (METHOD section 4). With the size of the game and the budget given, exact enumeration where
 * it fits into the budget, and conjugate gradients above 3,000 players.
 */
export function estimatorFor(
  index: PowerIndex,
  game?: { readonly players: number; readonly evaluations: number },
): Estimator<SamplingCheckpoint> {
  if (game !== undefined && game.players <= enumerablePlayers && 2 ** game.players <= game.evaluations)
    return exactEnumeration;
  if (game !== undefined && game.players > factoredPlayers) return conjugateGradients;
  if (index.kind === "shapley") return pairedLeverage;
  return complementPairs.supports(index) ? complementPairs : leastSquares;
}
