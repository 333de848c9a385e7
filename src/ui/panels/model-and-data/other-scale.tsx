import { Button, NumberInput } from "@mantine/core";
import { useState } from "react";
import { setScale } from "../../../state/actions/set-scale.ts";
import { useLab } from "../../lab-context.ts";

/** A scale of the person's own: value × factor + offset. */
export function OtherScale({ own }: { readonly own: { readonly scale: number; readonly offset: number } }) {
  const lab = useLab();
  const [scale, setFactor] = useState<number | string>(own.scale);
  const [offset, setOffset] = useState<number | string>(own.offset);
  const sound = scale !== "" && offset !== "" && Number.isFinite(Number(scale)) && Number(scale) !== 0;
  return (
    <>
      <NumberInput label="Factor" value={scale} onChange={setFactor} decimalScale={9} />
      <NumberInput label="Offset" value={offset} onChange={setOffset} decimalScale={9} />
      <Button
        variant="default"
        disabled={!sound}
        onClick={() => setScale(lab, { scale: Number(scale), offset: Number(offset) })}
      >
        Use this scale
      </Button>
    </>
  );
}
