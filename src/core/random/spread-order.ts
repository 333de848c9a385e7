import type { RandomSource } from "./random-source.ts";

const golden = (Math.sqrt(5) - 1) / 2;

/**
 * The numbers 0..count-1 in an order whose every prefix is spread evenly over them: the ranks of Weyl's sequence of the
 * golden section, from a random start. For work laid out over strata that must be balanced wherever it stops.
 */
export function spreadOrder(count: number, random: RandomSource): Int32Array {
  const start = random.uniform();
  const places = Float64Array.from({ length: count }, (_, place) => (start + place * golden) % 1);
  const byPlace = Int32Array.from({ length: count }, (_, place) => place).sort((a, b) => places[a] - places[b]);
  const order = new Int32Array(count);
  byPlace.forEach((place, rank) => {
    order[place] = rank;
  });
  return order;
}
