import { NativeSelect } from "@mantine/core";
import { setSetting } from "../../state/actions/set-setting.ts";
import type { Settings } from "../../state/settings.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { optionsOf } from "../wording.ts";

type WordKey = { [Key in keyof Settings]: Settings[Key] extends string ? Key : never }[keyof Settings];

interface ChoiceSettingProps<Key extends WordKey> {
  readonly name: Key;
  readonly label: string;
  readonly words: Readonly<Record<Settings[Key], string>>;
}

/** One of a few, as the browser's own select: it works with every keyboard, finger and screen reader. */
export function ChoiceSetting<Key extends WordKey>({ name, label, words }: ChoiceSettingProps<Key>) {
  const lab = useLab();
  const value = useLabState((state) => state.settings[name]);
  return (
    <NativeSelect
      label={label}
      value={value}
      data={optionsOf(words)}
      onChange={(event) => setSetting(lab, name, event.currentTarget.value as Settings[Key])}
    />
  );
}
