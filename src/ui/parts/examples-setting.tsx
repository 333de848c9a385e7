import { NativeSelect, NumberInput } from "@mantine/core";
import { fewestExamplesEach } from "../../core/game/example-blocks.ts";
import { setSetting } from "../../state/actions/set-setting.ts";
import { calibrationExamplesOf } from "../../state/fewer-examples.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { examplesEachWords, optionsOf } from "../wording.ts";

interface ExamplesSettingProps {
  /** Why all examples are used although fewer are wanted; null where they are not. */
  readonly all?: string | null;
}

/** How many of the calibration examples a coalition is played on: all, as many as balance the noises, or a number. */
export function ExamplesSetting({ all = null }: ExamplesSettingProps) {
  const lab = useLab();
  const each = useLabState((state) => state.settings.examplesEach);
  const examples = useLabState(calibrationExamplesOf);
  const number = typeof each === "number";
  const fewer = all ?? "fewer examples and more coalitions, for the same work";
  return (
    <>
      <NativeSelect
        label="Examples a coalition"
        description={each === "all" ? undefined : fewer}
        inputWrapperOrder={["label", "input", "description"]}
        value={number ? "number" : each}
        data={optionsOf(examplesEachWords)}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          const some = Math.max(fewestExamplesEach, Math.round(examples / 5));
          setSetting(lab, "examplesEach", chosen === "all" || chosen === "balanced" ? chosen : some);
        }}
      />
      {number && (
        <NumberInput
          label="Examples of each"
          description={`about so many of ${examples.toLocaleString("en")}, in equal parts`}
          inputWrapperOrder={["label", "input", "description"]}
          value={each}
          min={fewestExamplesEach}
          max={examples}
          allowDecimal={false}
          allowNegative={false}
          thousandSeparator=","
          clampBehavior="blur"
          onChange={(entered) => {
            const wanted = Number(entered);
            if (entered !== "" && Number.isInteger(wanted) && wanted >= fewestExamplesEach)
              setSetting(lab, "examplesEach", wanted);
          }}
        />
      )}
    </>
  );
}
