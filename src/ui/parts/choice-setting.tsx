import { NativeSelect } from "@mantine/core";
import { setSetting } from "../../state/actions/set-setting.ts";
import type { Settings } from "../../state/settings.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { optionsOf } from "../wording.ts";

type WordKey = { [Key in keyof Settings]: Settings[Key] extends string ? Key : never }[keyof Settings];

interface ChoiceSettingProps<Key extends WordKey> {
  readonly name: Key;
  readonly label: string;
  /** What may be chosen, in order. */
  readonly words: Readonly<Partial<Record<Settings[Key], string>>>;
  /** What is in force, where the data do not allow the person's choice; else the setting itself. */
  readonly value?: Settings[Key];
  /** A few words below the select. */
  readonly note?: string;
}

/** One of a few, as the browser's own select: it works with every keyboard, finger and screen reader. */
export function ChoiceSetting<Key extends WordKey>({ name, label, words, value, note }: ChoiceSettingProps<Key>) {
  const lab = useLab();
  const own = useLabState((state) => state.settings[name]);
  return (
    <NativeSelect
      label={label}
      description={note}
      inputWrapperOrder={["label", "input", "description"]}
      value={value ?? own}
      data={optionsOf(words)}
      onChange={(event) => setSetting(lab, name, event.currentTarget.value as Settings[Key])}
    />
  );
}
