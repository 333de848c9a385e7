/** x(S): what the members of a coalition, given by its number, receive. */
export function shareOf(coalition: number, payoff: Float64Array): number {
  let share = 0;
  for (let bits = coalition, i = 0; bits > 0; bits >>= 1, i++) if (bits & 1) share += payoff[i];
  return share;
}

/**
 * Excess of every coalition at a payoff vector: v(S) - v(empty) - x(S), what it could complain of.
 * @param worth zero-normalised values, bit i of a coalition's number is the membership of player i
 */
export function excesses(worth: Float64Array, payoff: Float64Array): Float64Array {
  return worth.map((value, coalition) => value - shareOf(coalition, payoff));
}
