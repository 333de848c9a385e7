import { Textarea } from "@mantine/core";
import type { TriedInput } from "../../../state/answers.ts";

interface TextTryProps {
  readonly input: TriedInput;
  /** The text of the example shown; null where the data are numbers only. */
  readonly text: string | null;
  /** Whether a vocabulary says how texts become numbers. */
  readonly typed: boolean;
  readonly onInput: (input: TriedInput) => void;
}

/** A text to be typed, starting from an example's. */
export function TextTry({ input, text, typed, onInput }: TextTryProps) {
  if (!typed)
    return (
      <p className="q-note">
        These texts are numbers already. Drop their vocabulary beside them to type texts of your own; examples can be
        picked by number.
      </p>
    );
  return (
    <Textarea
      label="Text"
      rows={5}
      resize="vertical"
      value={input.kind === "text" ? input.text : (text ?? "")}
      onChange={(event) => onInput({ kind: "text", text: event.currentTarget.value })}
    />
  );
}
