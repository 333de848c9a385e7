import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { AffineValues } from "../../../core/dataset/pairing.ts";

interface OtherScaleProps {
  readonly own: Pick<AffineValues, "scale" | "offset">;
  readonly onUse: (values: AffineValues) => void;
}

/** Numbers with commas between; null where one of them is none. */
function numbersIn(text: string): number[] | null {
  const numbers = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  return numbers.every(Number.isFinite) ? numbers : null;
}

/** A scale of the person's own: value × factor + offset, one number for all or one a channel. */
export function OtherScale({ own, onUse }: OtherScaleProps) {
  const [scale, setScale] = useState(own.scale.join(", "));
  const [offset, setOffset] = useState(own.offset.join(", "));
  const [factors, shifts] = [numbersIn(scale), numbersIn(offset)];
  const zero = factors?.includes(0) ?? false;
  const uneven =
    factors !== null &&
    shifts !== null &&
    factors.length !== shifts.length &&
    Math.min(factors.length, shifts.length) > 1;
  return (
    <>
      <TextInput
        label="Factor"
        description="one number, or one a channel with commas between"
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={scale}
        error={factors === null ? "Numbers are expected." : zero ? "0 leaves nothing of the values." : undefined}
        onChange={(event) => setScale(event.currentTarget.value)}
      />
      <TextInput
        label="Offset"
        description="added after the factor"
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={offset}
        error={shifts === null ? "Numbers are expected." : uneven ? "As many as factors are expected." : undefined}
        onChange={(event) => setOffset(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={factors === null || shifts === null || zero || uneven}
        onClick={() => factors && shifts && onUse({ kind: "affine", scale: factors, offset: shifts })}
      >
        Use this scale
      </Button>
    </>
  );
}
