import { Button, NumberInput } from "@mantine/core";
import { memo } from "react";
import { setSetting } from "../../state/actions/set-setting.ts";
import { defaultSettings, type Settings } from "../../state/settings.ts";
import { useLab, useLabState } from "../lab-context.ts";

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
  /** Whether parts of one make sense. */
  readonly decimals?: boolean;
}

/** Settings that the lab derives as long as the person says nothing. */
const derived = (name: NumberKey) => defaultSettings[name] === null;

/** Drawn anew only where its own number changes: dragging d moves many others. */
export const NumberSetting = memo(function NumberSetting(props: NumberSettingProps) {
  const { name, label, value, note, min = 1, max = 10_000_000, step = 1, decimals = false } = props;
  const lab = useLab();
  const own = useLabState((state) => derived(name) && state.settings[name] !== null);
  const setAutomatic = () => setSetting(lab, name, null as Settings[NumberKey]);
  const input = (
    <NumberInput
      label={label}
      description={note}
      inputWrapperOrder={["label", "input", "description"]}
      value={value}
      min={min}
      max={max}
      step={step}
      allowDecimal={decimals}
      allowNegative={false}
      thousandSeparator=","
      clampBehavior="blur"
      onBlur={(event) => {
        if (event.currentTarget.value === "" && own) setAutomatic();
      }}
      onChange={(entered) => {
        const number = Number(entered);
        const sensible = decimals ? Number.isFinite(number) : Number.isInteger(number);
        if (entered !== "" && sensible && number >= min && number <= max) setSetting(lab, name, number);
      }}
    />
  );
  if (!derived(name)) return input;
  return (
    <div className="q-derived">
      {input}
      {own ? (
        <Button size="compact-xs" variant="default" onClick={setAutomatic}>
          Automatic<span className="q-hidden"> {label}</span>
        </Button>
      ) : (
        <span className="q-note">automatic</span>
      )}
    </div>
  );
});
