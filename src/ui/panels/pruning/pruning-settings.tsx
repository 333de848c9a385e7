import { playersOfLab, roundEvaluationsOf, targetOf } from "../../../state/derived-settings.ts";
import { strategyWords } from "../../../state/strategy-words.ts";
import { useLabState } from "../../lab-context.ts";
import { ChoiceSetting } from "../../parts/choice-setting.tsx";
import { Fold } from "../../parts/fold.tsx";
import { NumberSetting } from "../../parts/number-setting.tsx";
import { countWords } from "../../quantities.ts";
import { scopeWords } from "../../wording.ts";

export function PruningSettings() {
  const target = useLabState(targetOf);
  const players = useLabState(playersOfLab);
  const round = useLabState(roundEvaluationsOf);
  const stepUnits = useLabState((state) => state.settings.stepUnits);
  const share = `${Math.round((100 * target) / players)} % of ${countWords(players)} units`;
  return (
    <>
      <div className="q-settings">
        <ChoiceSetting name="strategy" label="Strategy" words={strategyWords} />
        <ChoiceSetting name="scope" label="Units compete" words={scopeWords} />
        <NumberSetting name="target" label="Units to keep" note={share} value={target} max={Math.max(1, players)} />
      </div>
      <Fold summary="Advanced settings">
        <div className="q-settings">
          <NumberSetting name="stepUnits" label="Units a round" value={stepUnits} max={100_000} />
          <NumberSetting name="roundEvaluations" label="Coalitions a round" value={round} min={2} />
        </div>
      </Fold>
    </>
  );
}
