import type { GroupRule } from "../../core/prune/constraints.ts";
import { chosenPointOf } from "../chosen-point.ts";
import { widthsOf } from "../derived-settings.ts";
import type { Lab } from "../lab.ts";

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

function replaceRules(lab: Lab, change: (rule: GroupRule) => GroupRule | null, groups: readonly string[]): void {
  lab.store.setState(({ settings }) => {
    const changed = groups.flatMap(
      (group) => change(settings.rules.find((rule) => rule.group === group) ?? { group }) ?? [],
    );
    const others = settings.rules.filter(({ group }) => !groups.includes(group));
    return { settings: { ...settings, rules: [...others, ...changed] } };
  });
}

/** Says something of one group; undefined takes it back. */
export function setRule(lab: Lab, group: string, change: Change): void {
  replaceRules(lab, (rule) => tidy({ ...rule, ...change } as GroupRule), [group]);
}

/** Every group is free again. */
export function clearRules(lab: Lab): void {
  lab.store.setState(({ settings }) => ({ settings: { ...settings, rules: [] } }));
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
  replaceRules(
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
}
