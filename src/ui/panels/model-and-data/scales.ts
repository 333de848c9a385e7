import { format } from "d3";
import type { Pairing } from "../../../core/dataset/dataset.ts";

type Scale = Pick<Pairing, "scale" | "offset">;

/** Common ways to scale pixels before a network reads them. */
export const commonScales: readonly (Scale & { readonly id: string; readonly words: string })[] = [
  { id: "as-is", words: "as they are", scale: 1, offset: 0 },
  { id: "by-255", words: "÷ 255, to 0 … 1", scale: 1 / 255, offset: 0 },
  { id: "by-16", words: "÷ 16, to 0 … 1", scale: 1 / 16, offset: 0 },
  { id: "by-127.5", words: "÷ 127.5 − 1, to −1 … 1", scale: 1 / 127.5, offset: -1 },
  { id: "mnist", words: "MNIST's mean and deviation", scale: 1 / (255 * 0.3081), offset: -0.1307 / 0.3081 },
];

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/** Which of the common scales a pairing uses; undefined where it uses another. */
export function commonScaleOf({ scale, offset }: Scale): string | undefined {
  return commonScales.find((common) => close(common.scale, scale) && close(common.offset, offset))?.id;
}

const digits = format(".4~g");

/** "values ÷ 16" or "values × 0.013 − 0.42", for a scale of any kind. */
export function scaleWords({ scale, offset }: Scale): string {
  const inverse = 1 / scale;
  const factor =
    scale === 1 ? "" : close(inverse, Math.round(inverse)) ? ` ÷ ${Math.round(inverse)}` : ` × ${digits(scale)}`;
  const shift = offset === 0 ? "" : offset < 0 ? ` − ${digits(-offset)}` : ` + ${digits(offset)}`;
  return `values${factor}${shift}${factor + shift === "" ? " as they are" : ""}`;
}
