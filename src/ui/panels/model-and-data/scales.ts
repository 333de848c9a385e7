import { format } from "d3";
import {
  type CommonValues,
  imageByImage,
  ownChannels,
  pixelConstants,
  pixelMost,
  pixelScales,
  tableValues,
} from "../../../core/dataset/common-values.ts";
import type { AffineValues, MeasuredValues, Values } from "../../../core/dataset/pairing.ts";

type AnyValues = Values | MeasuredValues;

/** Common treatments of values in the range of a dataset, each id once. */
export function commonValuesFor(range: readonly [number, number]): readonly CommonValues[] {
  const most = pixelMost(range);
  const scales = most === null ? [] : [...pixelScales(most), ...pixelScales(255)];
  const constants = most === null ? [] : [1, 3].flatMap((channels) => pixelConstants(most, channels));
  const all = [...scales, ...constants, ownChannels, ...tableValues, ...imageByImage];
  return all.filter(({ id }, place) => all.findIndex((other) => other.id === id) === place);
}

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
const allClose = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((value, place) => close(value, b[place] ?? Number.NaN));

/** What was measured, whether the numbers are there yet or not; null of values that were not measured. */
const measurementOf = (values: AnyValues) =>
  values.kind === "measured" ? values : values.kind === "affine" ? (values.measured ?? null) : null;

function sameValues(a: AnyValues, b: AnyValues): boolean {
  const [first, second] = [measurementOf(a), measurementOf(b)];
  if (first || second) return first?.what === second?.what && first?.per === second?.per;
  if (a.kind === "affine" && b.kind === "affine") return allClose(a.scale, b.scale) && allClose(a.offset, b.offset);
  if (a.kind === "unit-length" && b.kind === "unit-length") return a.along === b.along;
  return a.kind === b.kind;
}

/** Which of the common treatments this is; undefined where it is another. */
export function commonValuesOf(values: AnyValues, range: readonly [number, number]): CommonValues | undefined {
  return commonValuesFor(range).find((common) => sameValues(common.values, values));
}

const digits = format(".4~g");

/** "values ÷ 16" or "values × 0.013 − 0.42", for a scale of any kind. */
export function scaleWords({ scale, offset }: { readonly scale: number; readonly offset: number }): string {
  const inverse = 1 / scale;
  const factor =
    scale === 1 ? "" : close(inverse, Math.round(inverse)) ? ` ÷ ${Math.round(inverse)}` : ` × ${digits(scale)}`;
  const shift = offset === 0 ? "" : offset < 0 ? ` − ${digits(-offset)}` : ` + ${digits(offset)}`;
  return `values${factor}${shift}${factor + shift === "" ? " as they are" : ""}`;
}

const single = ({ scale, offset }: AffineValues) =>
  scale.length === 1 && offset.length === 1 ? { scale: scale[0] ?? 1, offset: offset[0] ?? 0 } : null;

/** "values ÷ 255, to 0 … 1", "each column to length 1", or the numbers where the treatment has no name. */
export function valuesWords(values: AnyValues, range: readonly [number, number]): string {
  const one = values.kind === "affine" && !values.measured ? single(values) : null;
  const common = commonValuesOf(values, range);
  if (common && /^[÷×]|^as they|^to |^less/.test(common.words)) return `values ${common.words}`;
  if (common) return common.words;
  if (one) return scaleWords(one);
  return values.kind === "affine" ? `values by ${values.scale.length} factors and offsets` : "values";
}
