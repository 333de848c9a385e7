import type { GroupRule } from "../core/prune/constraints.ts";
import type { LabState } from "./lab-state.ts";

type Settled = Pick<LabState, "settings" | "session">;

/** The rules that speak of the network at hand, in the order of its groups. */
export function rulesOf({ settings, session }: Settled): readonly GroupRule[] {
  const groups = session.holdings?.model?.groups ?? [];
  return groups.flatMap(({ id }) => settings.rules.find(({ group }) => group === id) ?? []);
}

/** The sum of the budgets, where every group has one (least and most the same); null where one has none. */
export function budgetOf(state: Settled): number | null {
  const groups = state.session.holdings?.model?.groups ?? [];
  const budgets = rulesOf(state).flatMap(({ least, most }) => (least !== undefined && least === most ? [least] : []));
  return groups.length > 0 && budgets.length === groups.length ? budgets.reduce((sum, one) => sum + one, 0) : null;
}
