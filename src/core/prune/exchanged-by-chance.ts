import type { RandomSource } from "../random/random-source.ts";
import type { Constraints } from "./constraints.ts";

/**
 * A selection with some units exchanged for others of the same group, so that every width, and with it every rule of
 * widths and every cost, stays as it is. Units that are locked stay where they are; a group without anybody to exchange
 * is passed over.
 * @param count exchanges that are tried
 */
export function exchangedByChance(
  selection: Uint8Array,
  count: number,
  { players, kept, dropped }: Constraints,
  random: RandomSource,
): Uint8Array {
  const after = selection.slice();
  const drawnFrom = (some: readonly number[]) => some[Math.floor(random.uniform() * some.length)];
  for (let exchange = 0; exchange < count; exchange++) {
    const within = [...after.keys()].filter((player) => after[player] && !kept[player]);
    if (within.length === 0) break;
    const out = drawnFrom(within);
    const others = [...after.keys()].filter(
      (player) => !after[player] && !dropped[player] && players.groupOf[player] === players.groupOf[out],
    );
    if (others.length === 0) continue;
    after[out] = 0;
    after[drawnFrom(others)] = 1;
  }
  return after;
}
