import type { RandomSource } from "../core/random/random-source.ts";
import { randomPermutation } from "../core/random/shuffle.ts";

/** Places of a layer's output that are looked at, one a row, example by example. */
export interface DrawnPlaces {
  readonly example: Int32Array;
  /** Number of the place in its example's output, the last axis fastest. */
  readonly place: Int32Array;
}

/**
 * Draws places example by example: about `wanted` in all, shuffled decks of all places dealt out, so that every place
 * comes up equally often. The same place in every example would not do: at the border of an image hardly anything shows.
 * @param places that an output has
 * @returns null for all places of all examples
 */
export function drawnPlaces(
  examples: number,
  places: number,
  wanted: number,
  random: RandomSource,
): DrawnPlaces | null {
  if (wanted >= examples * places) return null;
  const [example, place] = [new Int32Array(wanted), new Int32Array(wanted)];
  let deck: Int32Array = new Int32Array(0);
  for (let row = 0, top = 0; row < wanted; row++, top++) {
    if (top === deck.length) [deck, top] = [randomPermutation(places, random), 0];
    example[row] = Math.floor((row * examples) / wanted);
    place[row] = deck[top];
  }
  return { example, place };
}

/** Those of `count` examples from `from` on, counted from there. */
export function placesOfExamples({ example, place }: DrawnPlaces, from: number, count: number): DrawnPlaces {
  const begin = example.findIndex((one) => one >= from);
  const end = example.findLastIndex((one) => one < from + count) + 1;
  if (begin < 0 || end <= begin) return { example: new Int32Array(0), place: new Int32Array(0) };
  return { example: example.slice(begin, end).map((one) => one - from), place: place.slice(begin, end) };
}
