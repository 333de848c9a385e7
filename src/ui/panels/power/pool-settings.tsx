import { biasOf, poolEvaluationsOf } from "../../../state/derived-settings.ts";
import { useLabState } from "../../lab-context.ts";
import { ChoiceSetting } from "../../parts/choice-setting.tsx";
import { NumberSetting } from "../../parts/number-setting.tsx";
import { rateWords } from "../../quantities.ts";
import { poolFocusWords } from "../../wording.ts";

/** How the one pool is spread, and how large it is. */
export function PoolSettings() {
  const evaluations = useLabState(poolEvaluationsOf);
  const bias = useLabState(biasOf);
  const seed = useLabState((state) => state.settings.seed);
  const words = { ...poolFocusWords, bias: `Half at d = ${rateWords(bias)}` };
  return (
    <>
      <ChoiceSetting name="poolFocus" label="Spread of the pool" words={words} />
      <NumberSetting name="poolEvaluations" label="Coalitions in the pool" value={evaluations} min={2} />
      <NumberSetting name="seed" label="Sampling seed" value={seed} min={0} max={0xffff_ffff} />
    </>
  );
}
