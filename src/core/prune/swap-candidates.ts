import { type Constraints, inBudget } from "./constraints.ts";
import type { SelectionScope } from "./trail.ts";

/** A unit that goes and one that comes. */
export interface Swap {
  readonly out: number;
  readonly in: number;
}

/** The selection after a swap. */
export function swapped(selection: Uint8Array, swap: Swap): Uint8Array {
  const after = selection.slice();
  after[swap.out] = 0;
  after[swap.in] = 1;
  return after;
}

/** From which group to which a unit may be exchanged without breaking a rule: groups x groups. */
function exchanges(selection: Uint8Array, constraints: Constraints, scope: SelectionScope): boolean[][] {
  const { groupOf, groups } = constraints.players;
  const { kept, dropped } = constraints;
  const leaver = groups.map((_, g) =>
    selection.findIndex((one, player) => one === 1 && !kept[player] && groupOf[player] === g),
  );
  const comer = groups.map((_, g) =>
    selection.findIndex((one, player) => one === 0 && !dropped[player] && groupOf[player] === g),
  );
  return leaver.map((out, g) =>
    comer.map((into, h) => {
      if (out < 0 || into < 0 || (scope === "layer-wise" && g !== h)) return false;
      return inBudget(swapped(selection, { out, in: into }), constraints);
    }),
  );
}

/** Units of each side that are paired at most, over all groups; at least `fewest` of every group. */
const paired = { units: 1000, fewest: 8 };

/** The first units of each group, in the order given. */
function firstOfGroups(players: readonly number[], { groupOf, groups }: Constraints["players"]): number[] {
  const each = Math.max(paired.fewest, Math.floor(paired.units / groups.length));
  const taken = new Int32Array(groups.length);
  return players.filter((player) => taken[groupOf[player]]++ < each);
}

/**
 * Swaps of single units that the constraints allow, the most promising first: by what the one that comes adds to the
 * selection less what the selection loses with the one that goes.
 * @param marginals v(S + i) - v(S) of the units outside, v(S) - v(S - i) of those within; NaN where unknown
 * @param most swaps at most
 */
export function swapCandidates(
  selection: Uint8Array,
  marginals: Float64Array,
  constraints: Constraints,
  scope: SelectionScope,
  most: number,
): Swap[] {
  const allowed = exchanges(selection, constraints, scope);
  const { players, kept, dropped } = constraints;
  const { groupOf } = players;
  const known = [...selection.keys()].filter(
    (player) => !Number.isNaN(marginals[player]) && !kept[player] && !dropped[player],
  );
  const byMarginal = (a: number, b: number) => marginals[a] - marginals[b] || a - b;
  const byGain = (a: number, b: number) => marginals[b] - marginals[a] || a - b;
  const leaving = firstOfGroups(known.filter((player) => selection[player]).sort(byMarginal), players);
  const coming = firstOfGroups(known.filter((player) => !selection[player]).sort(byGain), players);
  const swaps = leaving.flatMap((out) =>
    coming.flatMap((into) =>
      allowed[groupOf[out]][groupOf[into]] ? [{ out, in: into, promise: marginals[into] - marginals[out] }] : [],
    ),
  );
  return swaps
    .sort((a, b) => b.promise - a.promise)
    .slice(0, most)
    .map(({ out, in: into }) => ({ out, in: into }));
}
