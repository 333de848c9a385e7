import { Checkbox, NumberInput, TextInput } from "@mantine/core";
import { useState } from "react";
import type { GroupRule } from "../../../core/prune/constraints.ts";
import { setRule } from "../../../state/actions/set-rule.ts";
import { unitListFrom, unitListText } from "../../../state/unit-list-text.ts";
import { useLab } from "../../lab-context.ts";
import { countWords } from "../../quantities.ts";

interface GroupRuleRowProps {
  readonly group: string;
  readonly width: number;
  readonly rule: GroupRule | undefined;
}

/** One layer's rule. */
export function GroupRuleRow({ group, width, rule }: GroupRuleRowProps) {
  const lab = useLab();
  const number = (key: "least" | "most" | "multiple", words: string) => (
    <NumberInput
      size="xs"
      w={84}
      aria-label={`${words} of ${group}`}
      value={rule?.[key] ?? ""}
      min={1}
      max={width}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="blur"
      onChange={(entered) => {
        const value = entered === "" ? undefined : Number(entered);
        if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= width))
          setRule(lab, group, { [key]: value });
      }}
    />
  );
  return (
    <tr>
      <th scope="row">
        {group} <span className="q-note">({countWords(width)})</span>
      </th>
      <td style={{ minWidth: 0 }}>
        <Checkbox
          size="sm"
          aria-label={`Keep ${group} whole`}
          checked={rule?.whole ?? false}
          onChange={(event) => setRule(lab, group, { whole: event.currentTarget.checked })}
        />
      </td>
      <td>{number("least", "Fewest units")}</td>
      <td>{number("most", "Most units")}</td>
      <td>{number("multiple", "Multiple")}</td>
      <td>
        <UnitList group={group} width={width} name="keep" words="Units that stay" units={rule?.keep} />
      </td>
      <td>
        <UnitList group={group} width={width} name="drop" words="Units that go" units={rule?.drop} />
      </td>
    </tr>
  );
}

interface UnitListProps {
  readonly group: string;
  readonly width: number;
  readonly name: "keep" | "drop";
  readonly words: string;
  readonly units: readonly number[] | undefined;
}

/** Unit numbers as text; taken over as soon as they make sense. */
function UnitList({ group, width, name, words, units = [] }: UnitListProps) {
  const lab = useLab();
  const [draft, setDraft] = useState<string | null>(null);
  const wrong = draft !== null && unitListFrom(draft, width) === null;
  return (
    <TextInput
      size="xs"
      w={120}
      aria-label={`${words} of ${group}`}
      value={draft ?? unitListText(units)}
      error={wrong ? `numbers from 0 to ${width - 1}` : null}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setDraft(text);
        const read = unitListFrom(text, width);
        if (read !== null) setRule(lab, group, { [name]: read });
      }}
      onBlur={() => {
        if (!wrong) setDraft(null);
      }}
    />
  );
}
