import { choosesForRefit, isBaseline, type StrategyName, takesSwaps } from "../../../core/prune/trail.ts";
import { refitExamplesOf, swapEvaluationsOf } from "../../../state/derived-pruning.ts";
import { playsOf, roundEvaluationsOf } from "../../../state/derived-settings.ts";
import { whyAllInRounds } from "../../../state/fewer-examples.ts";
import { useLabState } from "../../lab-context.ts";
import { ChoiceSetting } from "../../parts/choice-setting.tsx";
import { ExamplesSetting } from "../../parts/examples-setting.tsx";
import { Fold } from "../../parts/fold.tsx";
import { NumberSetting } from "../../parts/number-setting.tsx";
import { SwitchSetting } from "../../parts/switch-setting.tsx";
import { countOf } from "../../quantities.ts";
import { layeredScopeWords, scopeWords } from "../../wording.ts";
import { GoalSettings } from "./goal-settings.tsx";
import { GroupRules } from "./group-rules.tsx";
import { StrategyChoice } from "./strategy-choice.tsx";

/** Strategies that sample coalitions, round by round or once. */
const samples = (strategy: StrategyName) => !isBaseline(strategy) && !strategy.startsWith("greedy");

export function PruningSettings() {
  const strategy = useLabState((state) => state.settings.strategy);
  const round = useLabState(roundEvaluationsOf);
  const swaps = useLabState(swapEvaluationsOf);
  const whyAll = useLabState(whyAllInRounds);
  const examples = useLabState(refitExamplesOf);
  const layered = useLabState((state) => strategy === "top-n" && playsOf(state) !== "together");
  const stepUnits = useLabState((state) => state.settings.stepUnits);
  const stepShare = useLabState((state) => state.settings.stepShare);
  return (
    <>
      <div className="q-settings">
        <StrategyChoice />
        <ChoiceSetting name="scope" label="Units compete" words={layered ? layeredScopeWords : scopeWords} />
        <GoalSettings />
        {isBaseline(strategy) && strategy !== "random" && (
          <SwitchSetting name="normalised" label="Rank on each layer’s own scale" />
        )}
      </div>
      {choosesForRefit(strategy) && (
        <p className="q-note">
          Chooses units for the network that is refitted after the cut, so the masked accuracy on the way can be low:
          refit the chosen size under Repair, with {countOf(examples, "example")}, to get what it was chosen for. A try
          counts more than one evaluation: as many as its examples are passes of the calibration examples, and one.
        </p>
      )}
      {layered && (
        <p className="q-note">
          Power was estimated one layer at a time, so it ranks units within their layer. Globally, every layer’s powers
          are divided by their norm first: powers of different layers are those of games with different players.
        </p>
      )}
      <GroupRules />
      <Fold summary="Advanced settings">
        <div className="q-settings">
          <NumberSetting name="stepUnits" label="Units a round" value={stepUnits} max={100_000} />
          <NumberSetting
            name="stepShare"
            label="Share a round"
            note={stepShare === 0 ? "constant steps" : "of the units kept, and the number beside it at least"}
            value={stepShare}
            min={0}
            max={0.9}
            step={0.05}
            decimals
          />
          {samples(strategy) && (
            <NumberSetting
              name="roundEvaluations"
              label={choosesForRefit(strategy) ? "Evaluations for widths" : "Coalitions a round"}
              value={round}
              min={2}
            />
          )}
          {samples(strategy) && !choosesForRefit(strategy) && <ExamplesSetting all={whyAll} />}
          {takesSwaps(strategy) && (
            <NumberSetting
              name="swapEvaluations"
              label={choosesForRefit(strategy) ? "Evaluations for swaps" : "Coalitions for swaps"}
              value={swaps}
              min={0}
            />
          )}
        </div>
      </Fold>
    </>
  );
}
