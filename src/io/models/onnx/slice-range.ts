/** A strided run along one axis. */
export interface SliceRange {
  readonly begin: number;
  readonly size: number;
  readonly step: number;
}

/**
 * What ONNX's Slice takes of an axis: negative bounds count from the end, bounds beyond it are clamped.
 * @param step not 0
 */
export function sliceRange(length: number, start: number, end: number, step: number): SliceRange {
  const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
  const from = start < 0 ? start + length : start;
  const to = end < 0 ? end + length : end;
  if (step > 0) {
    const begin = clamp(from, 0, length);
    return { begin, size: Math.max(0, Math.ceil((clamp(to, 0, length) - begin) / step)), step };
  }
  const begin = clamp(from, 0, length - 1);
  return { begin, size: Math.max(0, Math.ceil((clamp(to, -1, length - 1) - begin) / step)), step };
}
