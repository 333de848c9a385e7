import type { PowerEstimate } from "../../../core/power/power-index.ts";

export type PowerOrder = "ranked" | "by-layer";

/**
 * The players by power from high to low, those without a value last, equal ones by number. Sorted by merging with the
 * comparison written out: a function for each comparison takes several times as long, and ten thousand units are sorted
 * anew with every answer.
 */
function ranked(power: Float64Array): Int32Array {
  const count = power.length;
  const worth = power.map((value) => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value));
  let from = Int32Array.from(power.keys());
  let to = new Int32Array(count);
  for (let width = 1; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) {
      const [middle, end] = [Math.min(start + width, count), Math.min(start + 2 * width, count)];
      let [left, right] = [start, middle];
      for (let place = start; place < end; place++) {
        const [a, b] = [from[left] as number, from[right] as number];
        const takesLeft = left < middle && (right >= end || (worth[a] as number) >= (worth[b] as number));
        to[place] = takesLeft ? a : b;
        if (takesLeft) left++;
        else right++;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Sorted once for each estimate: several figures draw the same one. */
const known = new WeakMap<Float64Array, Int32Array>();

/** Players from left to right: by power, or by power within each layer. Players without a value come last. */
export function orderPlayers(power: Float64Array, groupOf: Int32Array, order: PowerOrder): Int32Array {
  const players = known.get(power) ?? ranked(power);
  known.set(power, players);
  if (order === "ranked") return players;
  const groups = groupOf.reduce((most, group) => Math.max(most, group + 1), 1);
  const next = new Int32Array(groups + 1);
  for (const player of players) next[(groupOf[player] ?? 0) + 1]! += 1;
  for (let group = 0; group < groups; group++) next[group + 1]! += next[group] as number;
  const placed = new Int32Array(players.length);
  for (const player of players) {
    const group = groupOf[player] ?? 0;
    placed[next[group] as number] = player;
    next[group]! += 1;
  }
  return placed;
}

/** The group of each player. */
export function groupsOfPlayers(groups: readonly { readonly width: number }[]): Int32Array {
  return Int32Array.from(groups.flatMap(({ width }, group) => Array.from({ length: width }, () => group)));
}

/** Least and greatest value with all intervals; always with zero in it. */
export function powerDomain(
  estimate: PowerEstimate,
  intervals: readonly (readonly [number, number] | null)[],
): [number, number] {
  let low = 0;
  let high = 0;
  estimate.power.forEach((value, player) => {
    const interval = intervals[player];
    const [least, most] = interval ? [interval[0], interval[1]] : [value, value];
    if (Number.isFinite(least)) low = Math.min(low, least);
    if (Number.isFinite(most)) high = Math.max(high, most);
  });
  return [low, high];
}
