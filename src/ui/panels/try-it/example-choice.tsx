import { Button, NativeSelect, NumberInput } from "@mantine/core";
import { type SplitPart, splitParts } from "../../../core/dataset/dataset.ts";
import type { TriedInput } from "../../../state/answers.ts";
import { useLabState } from "../../lab-context.ts";
import { countWords } from "../../quantities.ts";
import { capital } from "../../wording.ts";

type PickedExample = Extract<TriedInput, { kind: "example" }>;

interface ExampleChoiceProps {
  /** The example shown, or the last one that was. */
  readonly picked: PickedExample;
  readonly onPick: (picked: PickedExample) => void;
}

/** An example of the data by its number. */
export function ExampleChoice({ picked, onPick }: ExampleChoiceProps) {
  const split = useLabState((state) => state.session.prepared?.split ?? null);
  const { part, place } = picked;
  const count = split?.[part] ?? 0;
  const pick = (change: Partial<PickedExample>) => onPick({ ...picked, ...change });
  return (
    <div className="q-row q-example-choice">
      <NativeSelect
        label="Example of"
        size="xs"
        value={part}
        data={splitParts.map((one) => ({ value: one, label: capital(one) }))}
        onChange={(event) => pick({ part: event.currentTarget.value as SplitPart, place: 0 })}
      />
      <NumberInput
        label={`Number, of ${countWords(count)}`}
        size="xs"
        min={1}
        max={Math.max(1, count)}
        value={place + 1}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="blur"
        onChange={(entered) => {
          const number = Number(entered);
          if (entered !== "" && Number.isInteger(number) && number >= 1 && number <= count) pick({ place: number - 1 });
        }}
      />
      <Button
        size="xs"
        variant="default"
        className="q-beside-label"
        disabled={count === 0}
        onClick={() => pick({ place: (place + 1) % count })}
      >
        Next example
      </Button>
    </div>
  );
}
