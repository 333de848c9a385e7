import type { PowerEstimate } from "../../../core/power/power-index.ts";

export type PowerOrder = "ranked" | "by-layer";

/** Players from left to right: by power, or by power within each layer. Players without a value come last. */
export function orderPlayers(power: Float64Array, groupOf: Int32Array, order: PowerOrder): Int32Array {
  const value = (player: number) => {
    const known = power[player] ?? Number.NaN;
    return Number.isNaN(known) ? Number.NEGATIVE_INFINITY : known;
  };
  const byPower = (a: number, b: number) => value(b) - value(a) || a - b;
  const byLayer = (a: number, b: number) => (groupOf[a] ?? 0) - (groupOf[b] ?? 0) || byPower(a, b);
  return Int32Array.from({ length: power.length }, (_, player) => player).sort(order === "ranked" ? byPower : byLayer);
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
    const [least, most] = intervals[player] ?? [value, value];
    if (Number.isFinite(least)) low = Math.min(low, least);
    if (Number.isFinite(most)) high = Math.max(high, most);
  });
  return [low, high];
}
