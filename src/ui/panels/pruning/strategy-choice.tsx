import { NativeSelect } from "@mantine/core";
import {
  baselineNames,
  furtherStrategyNames,
  refitStrategyNames,
  type StrategyName,
  strategyNames,
} from "../../../core/prune/trail.ts";
import { setSetting } from "../../../state/actions/set-setting.ts";
import { strategyWords } from "../../../state/strategy-words.ts";
import { useLab, useLabState } from "../../lab-context.ts";

const optionsOf = (names: readonly StrategyName[]) => names.map((value) => ({ value, label: strategyWords[value] }));

/** All strategies by where they come from. */
export const strategyChoices = [
  // the one to begin with comes first
  { group: "Of the paper", items: optionsOf(strategyNames.toReversed()) },
  { group: "Beyond the paper", items: optionsOf(furtherStrategyNames) },
  { group: "For the refitted network", items: optionsOf(refitStrategyNames) },
  { group: "Baselines", items: optionsOf(baselineNames) },
];

/** What decides who stays, by where it comes from. */
export function StrategyChoice() {
  const lab = useLab();
  const strategy = useLabState((state) => state.settings.strategy);
  return (
    <NativeSelect
      label="Strategy"
      value={strategy}
      data={strategyChoices}
      onChange={(event) => setSetting(lab, "strategy", event.currentTarget.value as StrategyName)}
    />
  );
}
