import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { leverageSizes } from "./leverage-sizes.ts";

test("all sizes but nobody and everybody are drawn equally often, to within one", () => {
  for (const [players, pairs] of [
    [30, 299],
    [226, 1129],
    [5, 40],
  ]) {
    const size = leverageSizes(players, pairs, seededRandom(players));
    const counts = new Float64Array(players + 1);
    for (let place = 0; place < pairs; place++) counts[size(place)]++;
    expect(counts[0] + counts[players]).toBe(0);
    const share = pairs / (players - 1);
    for (let s = 1; s < players; s++) expect(Math.abs(counts[s] - share)).toBeLessThanOrEqual(1);
  }
});

test("few pairs of many players are spread over the sizes", () => {
  const size = leverageSizes(1000, 500, seededRandom(1));
  const first = Array.from({ length: 10 }, (_, place) => size(place)).sort((a, b) => a - b);
  expect(first[0]).toBeLessThan(200);
  expect(first[9]).toBeGreaterThan(800);
  for (let k = 1; k < 10; k++) expect(first[k] - first[k - 1]).toBeLessThan(200);
});
