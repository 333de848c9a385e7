import { evaluationsOf, playersOfLab, targetOf } from "../../../state/derived-settings.ts";
import { useLabState } from "../../lab-context.ts";
import { NumberSetting } from "../../parts/number-setting.tsx";
import { SwitchSetting } from "../../parts/switch-setting.tsx";
import { countWords } from "../../quantities.ts";

/** The numbers that the chosen way of stopping takes. */
export function StopSettings() {
  const { stop, seconds, tolerance } = useLabState((state) => state.settings);
  const evaluations = useLabState(evaluationsOf);
  const target = useLabState(targetOf);
  const players = useLabState(playersOfLab);
  return (
    <>
      {stop === "seconds" && <NumberSetting name="seconds" label="Seconds" value={seconds} max={86_400} />}
      <NumberSetting
        name="evaluations"
        label={stop === "evaluations" ? "Coalitions to evaluate" : "Coalitions at most"}
        value={evaluations}
        min={2}
      />
      {stop === "settled" && (
        <>
          <NumberSetting
            name="target"
            label="Size of the top"
            note="also the units to keep when pruning"
            value={target}
            max={Math.max(1, players)}
          />
          <NumberSetting
            name="tolerance"
            label="Tolerance"
            note={`differences up to this do not matter; ${countWords(players)} units compared at once`}
            value={tolerance}
            min={0}
            max={1000}
            step={0.001}
            decimals
          />
          <SwitchSetting name="focused" label="Spend on the undecided" />
        </>
      )}
    </>
  );
}
