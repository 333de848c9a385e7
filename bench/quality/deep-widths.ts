import { widthsOf } from "../../src/core/prune/selection.ts";
import type { RandomSource } from "../../src/core/random/random-source.ts";
import { quantile } from "../../src/core/stats/quantile.ts";
import type { Measured } from "./deep-cut.ts";

/** The units of each group that stand highest in an order, so many of each group. */
export function topOfGroups({ players }: Measured, order: Float64Array, widths: readonly number[]): Uint8Array {
  const selection = new Uint8Array(players.count);
  widths.forEach((width, group) => {
    const own = Int32Array.from(selection.keys()).filter((player) => players.groupOf[player] === group);
    for (const player of own.sort((a, b) => (order[b] ?? 0) - (order[a] ?? 0)).slice(0, width)) selection[player] = 1;
  });
  return selection;
}

/** Shares of the groups, all multiplied by one factor so that as much as fits is kept; every group keeps a unit. */
export function fittedToMacs(deep: Measured, order: Float64Array, shares: readonly number[], most: number): Uint8Array {
  const whole = widthsOf(new Uint8Array(deep.players.count).fill(1), deep.players);
  const at = (factor: number) =>
    topOfGroups(
      deep,
      order,
      whole.map((width, group) => Math.max(1, Math.min(width, Math.round(width * factor * (shares[group] ?? 1))))),
    );
  let [low, high] = [0, 4];
  for (let step = 0; step < 12; step++) {
    const middle = (low + high) / 2;
    if (deep.macsOf(at(middle)) <= most) low = middle;
    else high = middle;
  }
  return at(low);
}

const gaussian = (random: RandomSource) =>
  Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());

export interface WidthSearch {
  readonly generations: number;
  readonly candidates: number;
  /** Of each generation, those that the next is drawn around. */
  readonly elite: number;
  /** Deviation of the logarithm of each group's share at first. */
  readonly spread: number;
}

/**
 * Searches for the groups' widths at a given order of their units: shares are drawn around those of a selection, fitted to
 * the multiply-accumulates, judged, and drawn anew around the best (cross-entropy method). The selection itself is judged
 * first, so that nothing worse comes out.
 * @param judge worth of selections, higher is better
 */
export async function searchWidths(
  deep: Measured,
  order: Float64Array,
  start: Uint8Array,
  most: number,
  { generations, candidates, elite, spread }: WidthSearch,
  judge: (selections: readonly Uint8Array[]) => Promise<ArrayLike<number>>,
  random: RandomSource,
): Promise<{ readonly selection: Uint8Array; readonly evaluations: number }> {
  const whole = widthsOf(new Uint8Array(deep.players.count).fill(1), deep.players);
  const logs = (selection: Uint8Array) =>
    widthsOf(selection, deep.players).map((width, group) => Math.log(Math.max(1, width) / (whole[group] ?? 1)));
  const judged = [{ selection: start, worth: (await judge([start]))[0] ?? Number.NEGATIVE_INFINITY }];
  let middle = logs(start);
  let deviation = middle.map(() => spread);
  let evaluations = 1;
  for (let generation = 0; generation < generations; generation++) {
    const drawn = Array.from({ length: candidates }, () =>
      fittedToMacs(
        deep,
        order,
        middle.map((value, group) => Math.exp(value + (deviation[group] ?? 0) * gaussian(random))),
        most,
      ),
    );
    const worths = await judge(drawn);
    evaluations += drawn.length;
    drawn.forEach((selection, at) => {
      judged.push({ selection, worth: worths[at] ?? Number.NEGATIVE_INFINITY });
    });
    judged.sort((a, b) => b.worth - a.worth);
    const best = judged.slice(0, elite).map(({ selection }) => logs(selection));
    middle = middle.map((_, group) =>
      quantile(
        best.map((each) => each[group] ?? 0),
        0.5,
      ),
    );
    deviation = middle.map((value, group) => {
      const squares = best.reduce((sum, each) => sum + ((each[group] ?? 0) - value) ** 2, 0);
      return Math.max(spread / 4, Math.sqrt(squares / best.length));
    });
  }
  return { selection: judged[0]?.selection ?? start, evaluations };
}
