import { Switch } from "@mantine/core";
import { setSetting } from "../../../state/actions/set-setting.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { ChoiceSetting } from "../../parts/choice-setting.tsx";
import { NumberSetting } from "../../parts/number-setting.tsx";
import { statisticWords } from "../../wording.ts";

export function SweepSettings() {
  const lab = useLab();
  const { masks, rescaled } = useLabState((state) => state.settings);
  return (
    <div className="q-settings">
      <ChoiceSetting name="statistic" label="Uncertainty statistic" words={statisticWords} />
      <NumberSetting name="masks" label="Masks a fraction" value={masks} min={2} max={10_000} />
      <Switch
        label="Rescale kept units by 1/p"
        checked={rescaled}
        onChange={(event) => setSetting(lab, "rescaled", event.currentTarget.checked)}
      />
    </div>
  );
}
