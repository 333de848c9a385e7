import { measureOf, statisticOf, statisticsOffered } from "../../../state/derived-settings.ts";
import { useLabState } from "../../lab-context.ts";
import { ChoiceSetting } from "../../parts/choice-setting.tsx";
import { NumberSetting } from "../../parts/number-setting.tsx";
import { SwitchSetting } from "../../parts/switch-setting.tsx";
import { pickWords, statisticWords } from "../../wording.ts";

export function SweepSettings() {
  const masks = useLabState((state) => state.settings.masks);
  const measure = useLabState(measureOf);
  const statistic = useLabState(statisticOf);
  return (
    <div className="q-settings">
      <ChoiceSetting
        name="statistic"
        label="Uncertainty statistic"
        value={statistic}
        words={pickWords(statisticWords, statisticsOffered(measure))}
      />
      <NumberSetting name="masks" label="Masks a fraction" value={masks} min={2} max={10_000} />
      <SwitchSetting name="rescaled" label="Rescale kept units by 1/p" />
    </div>
  );
}
