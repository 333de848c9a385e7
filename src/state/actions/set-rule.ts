import type { GroupRule } from "../../core/prune/constraints.ts";
import { chosenPointOf } from "../chosen-point.ts";
import { widthsOf } from "../derived-settings.ts";
import type { Lab } from "../lab.ts";
import { remember } from "./undo-decision.ts";

type Change = { readonly [Key in Exclude<keyof GroupRule, "group">]?: GroupRule[Key] | undefined };

/** A rule without what says nothing; null where nothing is left of it. */
function tidy(rule: GroupRule): GroupRule | null {
  const { group, least, most, multiple, whole, keep, drop } = rule;
  const said: GroupRule = {
    group,
    ...(least === undefined ? {} : { least }),
    ...(most === undefined ? {} : { most }),
    ...(multiple === undefined || multiple === 1 ? {} : { multiple }),
    ...(whole ? { whole } : {}),
    ...(keep?.length ? { keep } : {}),
    ...(drop?.length ? { drop } : {}),
  };
  return Object.keys(said).length > 1 ? said : null;
}

/** @param subject rules that are set one after the other under one subject are one decision; null for none */
function setRules(lab: Lab, rules: readonly GroupRule[], words: string, subject: string | null): void {
  const before = lab.store.getState().settings.rules;
  lab.store.setState(({ settings }) => ({ settings: { ...settings, rules } }));
  remember(lab, { words, subject, undo: { rules: before }, redo: { rules } });
}

function rulesWith(
  lab: Lab,
  change: (rule: GroupRule) => GroupRule | null,
  groups: readonly string[],
): readonly GroupRule[] {
  const { rules } = lab.store.getState().settings;
  const changed = groups.flatMap((group) => change(rules.find((rule) => rule.group === group) ?? { group }) ?? []);
  return [...rules.filter(({ group }) => !groups.includes(group)), ...changed];
}

/** Says something of one group; undefined takes it back. */
export function setRule(lab: Lab, group: string, change: Change): void {
  const rules = rulesWith(lab, (rule) => tidy({ ...rule, ...change } as GroupRule), [group]);
  const locks = "keep" in change || "drop" in change;
  setRules(lab, rules, `${locks ? "locks" : "the rule"} of ${group}`, locks ? null : `rule of ${group}`);
}

/** Every group is free again. */
export function clearRules(lab: Lab): void {
  setRules(lab, [], "freeing every layer", null);
}

/**
 * The widths of another run become every group's budget: of its chosen size, or of its last one. Locks stay; multiples
 * and whole groups give way.
 */
export function takeWidths(lab: Lab, run: string): void {
  const state = lab.store.getState();
  const groups = state.session.holdings?.model?.groups ?? [];
  const chosen = chosenPointOf(state);
  const points = state.runs.prunes.find(({ id }) => id === run)?.answer?.points ?? [];
  const point = chosen?.run.id === run ? chosen.point : points.at(-1);
  if (!point) return;
  const widths = widthsOf(groups, point.selection);
  const rules = rulesWith(
    lab,
    ({ group, keep, drop }) => {
      const width = widths[groups.findIndex(({ id }) => id === group)];
      return tidy({
        group,
        ...(keep ? { keep } : {}),
        ...(drop ? { drop } : {}),
        ...(width ? { least: width, most: width } : {}),
      });
    },
    groups.map(({ id }) => id),
  );
  setRules(lab, rules, "the widths taken over", null);
}
