import { Button, NumberInput, Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import type { TriedInput } from "../../../state/answers.ts";
import { countOf } from "../../quantities.ts";

interface RowTryProps {
  readonly columns: readonly string[];
  /** Of the example shown. */
  readonly values: Float32Array;
  readonly onInput: (input: TriedInput) => void;
}

/** More columns than this are one list of numbers. */
const fields = 48;

/** A number as the file has it, and not as 32 bits hold it: 0.1. */
const plainNumber = (value: number) => Number(value.toPrecision(7));

/** A row of numbers, a field each, or all of them in one. */
export function RowTry({ columns, values, onInput }: RowTryProps) {
  if (values.length > fields) return <NumberList values={values} onInput={onInput} />;
  return (
    <div className="q-settings q-try-row">
      {Array.from(values, (value, column) => (
        <NumberInput
          // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places and may share a name
          key={column}
          label={columns[column] ?? `Number ${column + 1}`}
          size="xs"
          value={plainNumber(value)}
          onChange={(entered) => {
            const number = Number(entered);
            if (entered === "" || !Number.isFinite(number) || number === plainNumber(value)) return;
            onInput({ kind: "row", values: values.with(column, number) });
          }}
        />
      ))}
    </div>
  );
}

function NumberList({ values, onInput }: Omit<RowTryProps, "columns">) {
  const [text, setText] = useState<string | null>(null);
  const written = Array.from(values, plainNumber).join(", ");
  // another example was picked
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed gives way to what is shown
  useEffect(() => setText(null), [written]);
  const numbers = (text ?? written).split(/[\s,;]+/).filter((word) => word !== "");
  const right = numbers.length === values.length && numbers.every((word) => Number.isFinite(Number(word)));
  return (
    <div className="q-block">
      <Textarea
        label={`${countOf(values.length, "number")}, in the order of the columns`}
        rows={6}
        resize="vertical"
        value={text ?? written}
        error={right ? null : `${countOf(values.length, "number")} are needed; these are ${numbers.length}.`}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div>
        <Button
          size="xs"
          disabled={!right || text === null}
          onClick={() => onInput({ kind: "row", values: Float32Array.from(numbers, Number) })}
        >
          Ask with these numbers
        </Button>
      </div>
    </div>
  );
}
