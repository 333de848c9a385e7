import { shareOf } from "../solution/excess.ts";

/** A line of the table of coalitions. */
export interface CoalitionRow {
  /** Bit mask of the members. */
  readonly number: number;
  /** Player numbers, ascending. */
  readonly members: readonly number[];
  /** As the game gives it: v(empty) is not taken off. */
  readonly value: number;
  /** v(S) - v(empty) - x(S) at a payoff vector x: what the coalition could complain of; null without one. */
  readonly excess: number | null;
}

/**
 * Every coalition of a tiny game as a row, by number: the empty one first, the grand one last.
 * @param values one value a coalition (`tabulate`)
 * @param payoff one share a player
 */
export function coalitionRows(values: Float64Array, payoff?: Float64Array): CoalitionRow[] {
  return Array.from(values, (value, number) => {
    const members: number[] = [];
    for (let bits = number, i = 0; bits > 0; bits >>= 1, i++) if (bits & 1) members.push(i);
    const excess = payoff ? value - values[0] - shareOf(number, payoff) : null;
    return { number, members, value, excess };
  });
}
