import type { GroupRule } from "../core/prune/constraints.ts";
import type { LoadedModel } from "./answers.ts";

/** Whether a unit stays, goes, or is free to do either. */
export type UnitLock = "in" | "out" | "free";

/** How the locks are numbered in `locksOfUnits`. */
export const unitLocks: readonly UnitLock[] = ["free", "in", "out"];

/** The group of a player, and its number within it; null past the last one. */
export function unitInGroup(
  groups: LoadedModel["groups"],
  player: number,
): { readonly group: string; readonly unit: number; readonly width: number } | null {
  let first = 0;
  for (const { id, width } of groups) {
    if (player >= first && player < first + width) return { group: id, unit: player - first, width };
    first += width;
  }
  return null;
}

/** One byte a player, by the rules of the pruning settings: its place in `unitLocks`. */
export function locksOfUnits(groups: LoadedModel["groups"], rules: readonly GroupRule[]): Uint8Array {
  const locks = new Uint8Array(groups.reduce((sum, { width }) => sum + width, 0));
  let first = 0;
  for (const { id, width } of groups) {
    const rule = rules.find(({ group }) => group === id);
    if (rule?.whole) locks.fill(1, first, first + width);
    for (const unit of rule?.keep ?? []) if (unit < width) locks[first + unit] = 1;
    for (const unit of rule?.drop ?? []) if (unit < width) locks[first + unit] = 2;
    first += width;
  }
  return locks;
}
