import { Button, TextInput } from "@mantine/core";
import { useState } from "react";

interface ClassOrderProps {
  readonly classNames: readonly string[];
  /** Classes that the network tells apart. */
  readonly outputs: number;
  readonly classes: readonly number[] | null;
  readonly onUse: (classes: readonly number[] | null) => void;
}

const orderText = (classes: readonly number[]) => classes.join(", ");

/** Which output of the network belongs to each class of the dataset, counted from 0. */
export function ClassOrder({ classNames, outputs, classes, onUse }: ClassOrderProps) {
  const own = classNames.map((_, place) => place);
  const [text, setText] = useState(orderText(classes ?? own));
  const numbers = text.split(",").map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : Number.NaN));
  const sound =
    numbers.length === classNames.length &&
    new Set(numbers).size === numbers.length &&
    numbers.every((number) => number < outputs);
  const identity = sound && numbers.every((number, place) => number === place);
  return (
    <>
      <TextInput
        label="Outputs of the classes"
        description={`one for each of ${classNames.slice(0, 4).join(", ")}${classNames.length > 4 ? " …" : ""}, counted from 0`}
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={text}
        error={
          sound
            ? undefined
            : `${classNames.length} different numbers below ${outputs} are expected, with commas between.`
        }
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button variant="default" disabled={!sound} onClick={() => onUse(identity ? null : numbers)}>
        Use this order
      </Button>
    </>
  );
}
