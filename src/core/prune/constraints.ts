import type { GroupId } from "../dependency/dependency-graph.ts";
import { FailureError } from "../failure.ts";
import type { Players } from "../game/players.ts";
import { widthsOf } from "./selection.ts";

/** What the person asks of one group. Plain JSON; what is left out is free. */
export interface GroupRule {
  readonly group: GroupId;
  /** Units kept at least and at most; the same number twice is a budget. */
  readonly least?: number;
  readonly most?: number;
  /** Widths are multiples of this, or the group's whole width. */
  readonly multiple?: number;
  /** All units stay. */
  readonly whole?: boolean;
  /** Unit numbers that stay, and that go. */
  readonly keep?: readonly number[];
  readonly drop?: readonly number[];
}

/** What every selection respects, whatever chose its units. Lists are in the order of `players.groups`. */
export interface Constraints {
  readonly players: Players;
  /** Widths of the groups in the full network. */
  readonly widths: readonly number[];
  /** Fewest and most units of each group in the end; both are widths that `multiples` allow. */
  readonly least: readonly number[];
  readonly most: readonly number[];
  readonly multiples: readonly number[];
  /** One byte a player: 1 = always kept; 1 = never kept. */
  readonly kept: Uint8Array;
  readonly dropped: Uint8Array;
}

function refuse(message: string, where: string, advice?: string): never {
  throw new FailureError({ kind: "settings-invalid", message, where, ...(advice === undefined ? {} : { advice }) });
}

/** The next width above `width` that a multiple allows; Infinity above the whole width. */
export function nextWidth(width: number, multiple: number, whole: number): number {
  const next = (Math.floor(width / multiple) + 1) * multiple;
  return next <= whole ? next : width < whole ? whole : Number.POSITIVE_INFINITY;
}

const allows = (width: number, multiple: number, whole: number) => width === whole || width % multiple === 0;

/** Locks of the rules' units, one byte a player. */
function locksOf(rules: ReadonlyMap<GroupId, GroupRule>, players: Players): Pick<Constraints, "kept" | "dropped"> {
  const kept = new Uint8Array(players.count);
  const dropped = new Uint8Array(players.count);
  const named = new Map<GroupId, { keep: Set<number>; drop: Set<number> }>();
  for (const [group, { keep = [], drop = [] }] of rules) named.set(group, { keep: new Set(keep), drop: new Set(drop) });
  for (let player = 0; player < players.count; player++) {
    const group = players.groups[players.groupOf[player]];
    const unit = players.unitOf[player];
    const units = named.get(group);
    if (units?.drop.delete(unit)) dropped[player] = 1;
    if (units?.keep.delete(unit) || (rules.get(group)?.whole && !dropped[player])) kept[player] = 1;
    if (kept[player] && dropped[player]) refuse(`Unit ${unit} of “${group}” is to stay and to go.`, group);
  }
  for (const [group, { keep, drop }] of named)
    for (const unit of [...keep, ...drop]) refuse(`“${group}” has no unit ${unit}.`, group);
  return { kept, dropped };
}

function checkNumber(value: number | undefined, words: string, group: GroupId): void {
  if (value !== undefined && (!Number.isInteger(value) || value < 1))
    refuse(`${words} of “${group}” must be a whole number of at least 1, not ${value}.`, group);
}

/**
 * The constraints that rules make; without rules every group keeps one unit at least (METHOD section 2).
 * @throws FailureError settings-invalid for rules that contradict each other or name what is not there
 */
export function constraintsOf(rules: readonly GroupRule[], players: Players): Constraints {
  const byGroup = new Map(rules.map((rule) => [rule.group, rule]));
  if (byGroup.size < rules.length) refuse("A group has two rules.", "rules");
  for (const { group } of rules)
    if (!players.groups.includes(group)) refuse(`There is no group “${group}” to keep to.`, group);
  const { kept, dropped } = locksOf(byGroup, players);
  const widths = widthsOf(new Uint8Array(players.count).fill(1), players);
  const [locked, out] = [widthsOf(kept, players), widthsOf(dropped, players)];
  const multiples = players.groups.map((group) => byGroup.get(group)?.multiple ?? 1);
  const bounds = players.groups.map((group, g) => {
    const { least = 1, most = widths[g], multiple } = byGroup.get(group) ?? {};
    checkNumber(least, "The fewest units", group);
    checkNumber(most, "The most units", group);
    checkNumber(multiple, "The multiple", group);
    const from = nextWidth(Math.max(least, locked[g]) - 1, multiples[g], widths[g]);
    let to = Math.min(most, widths[g] - out[g]);
    while (to > 0 && !allows(to, multiples[g], widths[g])) to--;
    if (from > to)
      refuse(
        `No width of “${group}” fits: at least ${Math.max(least, locked[g])}, at most ${Math.min(most, widths[g] - out[g])} of its ${widths[g]} units${multiples[g] > 1 ? `, in multiples of ${multiples[g]}` : ""}.`,
        group,
        "Loosen one of its rules.",
      );
    return [from, to];
  });
  return {
    players,
    widths,
    least: bounds.map(([from]) => from),
    most: bounds.map(([, to]) => to),
    multiples,
    kept,
    dropped,
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Units of the smallest and of the largest selection that is allowed. */
export function sizeRange({ least, most }: Pick<Constraints, "least" | "most">): readonly [number, number] {
  return [sum(least), sum(most)];
}

/**
 * Checks that about `count` units can be kept at all.
 * @throws FailureError settings-invalid, naming the floor
 */
export function checkSize(count: number, constraints: Constraints): void {
  const [low, high] = sizeRange(constraints);
  if (Number.isInteger(count) && count >= low && count <= high) return;
  const groups = constraints.players.groups.length;
  const floor =
    low === groups
      ? `each of the ${groups} groups keeps at least one`
      : `the ${groups} groups keep at least ${low} together`;
  refuse(
    `${count} units cannot be kept: ${floor}, and there are ${high} in all${high < constraints.players.count ? " that may stay" : ""}.`,
    "units to keep",
    `Choose a whole number from ${low} to ${high}.`,
  );
}

/**
 * Whether a selection keeps to the floors, the multiples and the locks, so that it could be cut out of the network. The
 * most units of a group bind the end of a way only (`inBudget`).
 */
export function isAllowed(selection: Uint8Array, constraints: Constraints): boolean {
  const { players, least, multiples, widths, kept, dropped } = constraints;
  return (
    selection.every((one, player) => (one ? !dropped[player] : !kept[player])) &&
    widthsOf(selection, players).every((width, g) => width >= least[g] && allows(width, multiples[g], widths[g]))
  );
}

/** Whether an allowed selection also keeps to the most units of each group. */
export function inBudget(selection: Uint8Array, constraints: Constraints): boolean {
  return (
    isAllowed(selection, constraints) &&
    widthsOf(selection, constraints.players).every((width, g) => width <= constraints.most[g])
  );
}
