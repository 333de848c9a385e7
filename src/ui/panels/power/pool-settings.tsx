import { poolEvaluationsOf } from "../../../state/derived-settings.ts";
import { useLabState } from "../../lab-context.ts";
import { ChoiceSetting } from "../../parts/choice-setting.tsx";
import { NumberSetting } from "../../parts/number-setting.tsx";
import { poolFocusWords } from "../../wording.ts";

/** How the one pool is spread, and how large it is. */
export function PoolSettings() {
  const evaluations = useLabState(poolEvaluationsOf);
  const seed = useLabState((state) => state.settings.seed);
  return (
    <>
      <ChoiceSetting name="poolFocus" label="Spread of the pool" words={poolFocusWords} />
      <NumberSetting name="poolEvaluations" label="Coalitions in the pool" value={evaluations} min={2} />
      <NumberSetting name="seed" label="Sampling seed" value={seed} min={0} max={0xffff_ffff} />
    </>
  );
}
