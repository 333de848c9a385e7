import type { AffineValues, Values } from "./pairing.ts";

/** Height, width and channels of what the values act on; a row of numbers is [1, numbers, 1]. */
export type Extent = readonly [number, number, number];

type Change = (image: Float32Array) => void;

function affine({ scale, offset }: AffineValues, size: number): Change | null {
  const several = Math.max(scale.length, offset.length);
  const fits = (list: readonly number[]) => list.length === 1 || (list.length === several && list.length > 0);
  if (!fits(scale) || !fits(offset) || size % several !== 0) return null;
  const [factors, shifts] = [scale, offset].map((list) =>
    Float64Array.from({ length: several }, (_, i) => list[i % list.length]),
  );
  return (image) => {
    for (let i = 0; i < size; i += several)
      for (let k = 0; k < several; k++) image[i + k] = image[i + k] * factors[k] + shifts[k];
  };
}

function perImage(image: Float32Array): void {
  let sum = 0;
  for (const value of image) sum += value;
  const mean = sum / image.length;
  let squares = 0;
  for (const value of image) squares += (value - mean) ** 2;
  const deviation = Math.max(Math.sqrt(squares / image.length), 1 / Math.sqrt(image.length));
  for (let i = 0; i < image.length; i++) image[i] = (image[i] - mean) / deviation;
}

/** Divides `count` runs of values, `step` apart and `length` long, each by its Euclidean length. */
function unitRun(image: Float32Array, start: number, step: number, length: number): void {
  let squares = 0;
  for (let k = 0; k < length; k++) squares += image[start + k * step] ** 2;
  const norm = Math.sqrt(squares) || 1;
  for (let k = 0; k < length; k++) image[start + k * step] /= norm;
}

function unitLength(along: "columns" | "rows" | "everything", [height, width, channels]: Extent): Change {
  return (image) => {
    if (along === "everything") unitRun(image, 0, 1, image.length);
    else if (along === "columns")
      for (let i = 0; i < width * channels; i++) unitRun(image, i, width * channels, height);
    else
      for (let y = 0; y < height; y++)
        for (let c = 0; c < channels; c++) unitRun(image, y * width * channels + c, channels, width);
  };
}

/** A function that changes one image (or row of numbers) in place, channels last; null where the lists of numbers do not fit it. */
export function applyValues(values: Values, extent: Extent): Change | null {
  if (values.kind === "affine") return affine(values, extent[0] * extent[1] * extent[2]);
  if (values.kind === "per-image") return perImage;
  return unitLength(values.along, extent);
}
