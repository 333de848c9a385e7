import { Switch } from "@mantine/core";
import { setSetting } from "../../state/actions/set-setting.ts";
import type { Settings } from "../../state/settings.ts";
import { useLab, useLabState } from "../lab-context.ts";

type SwitchKey = { [Key in keyof Settings]: Settings[Key] extends boolean ? Key : never }[keyof Settings];

export function SwitchSetting({ name, label }: { readonly name: SwitchKey; readonly label: string }) {
  const lab = useLab();
  const checked = useLabState((state) => state.settings[name]);
  return (
    <Switch label={label} checked={checked} onChange={(event) => setSetting(lab, name, event.currentTarget.checked)} />
  );
}
