import type { Evaluator, ExampleSlice } from "./evaluator.ts";
import type { Game } from "./game.ts";
import { type Payoff, payoffsOf } from "./payoff.ts";

/**
 * The game of METHOD section 2: a coalition's worth is the masked network's mean payoff on a fixed batch of examples,
 * the same examples for every coalition. v(empty) is computed like any other.
 * @param labels class of each example of the slice, in the slice's order
 */
export function payoffGame(evaluator: Evaluator, examples: ExampleSlice, labels: Int32Array, payoff: Payoff): Game {
  return {
    players: evaluator.players,
    values: async (batch) => payoffsOf(await evaluator.outputs(batch, examples), labels, payoff),
  };
}
