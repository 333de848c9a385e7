import { NumberInput } from "@mantine/core";
import { setSetting } from "../../state/actions/set-setting.ts";
import type { Settings } from "../../state/settings.ts";
import { useLab } from "../lab-context.ts";

type NumberKey = { [Key in keyof Settings]: Settings[Key] extends number | null ? Key : never }[keyof Settings];

interface NumberSettingProps {
  readonly name: NumberKey;
  readonly label: string;
  /** What is in force: the person's number or the derived one. */
  readonly value: number;
  /** A few words below the input. */
  readonly note?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
}

export function NumberSetting({ name, label, value, note, min = 1, max = 10_000_000, step = 1 }: NumberSettingProps) {
  const lab = useLab();
  return (
    <NumberInput
      label={label}
      description={note}
      inputWrapperOrder={["label", "input", "description"]}
      value={value}
      min={min}
      max={max}
      step={step}
      allowDecimal={false}
      allowNegative={false}
      thousandSeparator=","
      clampBehavior="blur"
      onChange={(entered) => {
        const whole = Number(entered);
        if (entered !== "" && Number.isInteger(whole) && whole >= min && whole <= max) setSetting(lab, name, whole);
      }}
    />
  );
}
