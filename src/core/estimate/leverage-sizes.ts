import type { RandomSource } from "../random/random-source.ts";
import { spreadOrder } from "../random/spread-order.ts";

/**
 * Sizes of the coalitions of paired leverage sampling: s_k = 1 + floor((k + u)/K (N - 1)) for k = 0..K-1, one u for all
 * (METHOD section 4), uniform on 1..N-1. They come in a spread order, so that the sizes are balanced after any number
 * of pairs and an answer on the way is as good as its pairs; the set of sizes is that of METHOD once all are drawn.
 * @param players at least 2
 * @returns the size at each place, 0..pairs-1
 */
export function leverageSizes(players: number, pairs: number, random: RandomSource): (place: number) => number {
  const offset = random.uniform();
  const order = spreadOrder(pairs, random);
  // rounding must not let the last size reach N
  return (place) => 1 + Math.min(players - 2, Math.floor(((order[place] + offset) / pairs) * (players - 1)));
}
