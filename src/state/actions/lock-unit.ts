import type { Lab } from "../lab.ts";
import { type UnitLock, unitInGroup } from "../unit-lock.ts";
import { setRule } from "./set-rule.ts";

const without = (units: readonly number[] | undefined, unit: number) => (units ?? []).filter((one) => one !== unit);
const sorted = (units: readonly number[]) => [...units].sort((a, b) => a - b);

/**
 * Locks a unit in or out, or frees it, by the rule of its group in the pruning settings. The last unit of a group that
 * may stay cannot be locked out: a layer without units cannot be cut.
 * @returns the lock that it has now
 */
export function lockUnit(lab: Lab, player: number, lock: UnitLock): UnitLock {
  const { session, settings } = lab.store.getState();
  const at = unitInGroup(session.holdings?.model?.groups ?? [], player);
  if (at === null) return "free";
  const { group, unit, width } = at;
  const rule = settings.rules.find((one) => one.group === group);
  const [keep, drop] = [without(rule?.keep, unit), without(rule?.drop, unit)];
  const granted = lock === "out" && drop.length >= width - 1 ? "free" : lock;
  setRule(lab, group, {
    keep: granted === "in" ? sorted([...keep, unit]) : keep,
    drop: granted === "out" ? sorted([...drop, unit]) : drop,
  });
  return granted;
}

/** Free, locked in, locked out, and free again. */
export function nextLock(lab: Lab, player: number): UnitLock {
  const { session, settings } = lab.store.getState();
  const at = unitInGroup(session.holdings?.model?.groups ?? [], player);
  const rule = settings.rules.find(({ group }) => group === at?.group);
  if (at !== null && rule?.drop?.includes(at.unit)) return lockUnit(lab, player, "free");
  return lockUnit(lab, player, at !== null && rule?.keep?.includes(at.unit) ? "out" : "in");
}
