import { goalOf } from "../../../state/derived-pruning.ts";
import { playersOfLab, targetOf } from "../../../state/derived-settings.ts";
import { budgetOf } from "../../../state/rules-of.ts";
import { useLabState } from "../../lab-context.ts";
import { ChoiceSetting } from "../../parts/choice-setting.tsx";
import { NumberSetting } from "../../parts/number-setting.tsx";
import { useMeasure } from "../../parts/use-measure.ts";
import { countWords } from "../../quantities.ts";
import { goalWords } from "./run-words.ts";

/** What ends a run. */
export function GoalSettings() {
  const goal = useLabState((state) => state.settings.goal);
  const target = useLabState(targetOf);
  const players = useLabState(playersOfLab);
  const budget = useLabState(budgetOf);
  const share = useLabState((state) => state.settings.goalShare);
  const fall = useLabState((state) => state.settings.fall);
  const most = useLabState((state) => {
    const derived = goalOf(state);
    return "most" in derived ? derived.most : null;
  });
  const measure = useMeasure();
  const kept = `${Math.round((100 * target) / players)} % of ${countWords(players)} units`;
  return (
    <>
      <ChoiceSetting name="goal" label="Go down to" words={goalWords} />
      {goal === "units" && (
        <NumberSetting
          name="target"
          label="Units to keep"
          note={budget === null ? kept : "the sum of the layers' budgets"}
          value={target}
          max={Math.max(1, players)}
        />
      )}
      {(goal === "parameters" || goal === "macs") && (
        <NumberSetting
          name="goalShare"
          label="Share to keep"
          note={most === null ? "" : `at most ${countWords(most)}`}
          value={share}
          min={0.001}
          max={1}
          step={0.05}
          decimals
        />
      )}
      {goal === "accuracy" && (
        <NumberSetting
          name="fall"
          label={`Fall of ${measure}`}
          note={`below the full network’s, on validation examples`}
          value={fall}
          min={0}
          max={1}
          step={0.01}
          decimals
        />
      )}
    </>
  );
}
