import { visitTaps, type WindowGrid } from "../../core/model/window.ts";

/** Which input places each output place reads: taps starts[p] to starts[p + 1] - 1. */
export interface Taps {
  readonly starts: Int32Array;
  readonly inputs: Int32Array;
  /** Number of each tap within its window. */
  readonly numbers: Int32Array;
}

/** The taps of a window that meet the input at each of its places. */
export function tapsOf(grid: WindowGrid): Taps {
  const places = grid.output[0] * grid.output[1];
  const found: [number, number][][] = Array.from({ length: places }, () => []);
  visitTaps(grid, (output, input, tap) => {
    found[output].push([input, tap]);
  });
  return tapsFrom(found);
}

/** @param found input place and number of each tap, for each output place */
export function tapsFrom(found: readonly (readonly (readonly [number, number])[])[]): Taps {
  const starts = new Int32Array(found.length + 1);
  found.forEach((taps, place) => {
    starts[place + 1] = starts[place] + taps.length;
  });
  const flat = found.flat();
  return {
    starts,
    inputs: Int32Array.from(flat, ([input]) => input),
    numbers: Int32Array.from(flat, ([, tap]) => tap),
  };
}

/** Each place reads itself. */
export const eachPlace = (places: number): Taps =>
  tapsFrom(Array.from({ length: places }, (_, place) => [[place, 0] as const]));
/** One place reads all. */
export const allPlaces = (places: number): Taps =>
  tapsFrom([Array.from({ length: places }, (_, place) => [place, place] as const)]);
