import { biasOf, evaluationsOf } from "../../../state/derived-settings.ts";
import { useLabState } from "../../lab-context.ts";
import { ChoiceSetting } from "../../parts/choice-setting.tsx";
import { NumberSetting } from "../../parts/number-setting.tsx";
import { rateWords } from "../../quantities.ts";
import { indexWords, payoffWords } from "../../wording.ts";

export function PowerSettings() {
  const bias = useLabState(biasOf);
  const evaluations = useLabState(evaluationsOf);
  const seed = useLabState((state) => state.settings.seed);
  const words = { ...indexWords, "biased-banzhaf": `Biased Banzhaf, d = ${rateWords(bias)}` };
  return (
    <div className="q-settings">
      <ChoiceSetting name="index" label="Power index" words={words} />
      <ChoiceSetting name="payoff" label="Worth of a coalition" words={payoffWords} />
      <NumberSetting name="evaluations" label="Coalitions to evaluate" value={evaluations} min={2} />
      <NumberSetting name="seed" label="Sampling seed" value={seed} min={0} max={0xffff_ffff} />
    </div>
  );
}
