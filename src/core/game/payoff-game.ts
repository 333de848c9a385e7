import type { Evaluator, ExampleSlice } from "./evaluator.ts";
import type { Game } from "./game.ts";
import { type Payoff, payoffsOf } from "./payoff.ts";
import { isMeanPayoff } from "./per-example-payoff.ts";
import { labelsFor, type Truth, truthOf } from "./truth.ts";

/**
 * The game of METHOD section 2: a coalition's worth is the masked network's mean payoff on a fixed batch of examples,
 * the same examples for every coalition. v(empty) is computed like any other.
 * @param truth what the examples of the slice ought to give, in the slice's order: plain labels for classes, the full
 *   network's votes for "agreement" (see `payoffsOf`)
 */
export function payoffGame(
  evaluator: Evaluator,
  examples: ExampleSlice,
  truth: Truth | Int32Array,
  payoff: Payoff,
): Game {
  return {
    players: evaluator.players,
    async values(batch) {
      const known = truthOf(truth);
      const means =
        known.kind === "classes" && isMeanPayoff(payoff)
          ? await evaluator.meanPayoffs?.(batch, examples, labelsFor(known, examples.length, payoff), payoff)
          : null;
      return means ?? payoffsOf(await evaluator.outputs(batch, examples), truth, payoff);
    },
  };
}
