import { expect, it } from "vitest";
import { seededRandom } from "../core/random/random-source.ts";
import { drawnPlaces, placesOfExamples } from "./drawn-places.ts";

it("looks at every place equally often, and at every example", () => {
  const drawn = drawnPlaces(400, 25, 1000, seededRandom(3));
  const counts = new Map<number, number>();
  for (const place of drawn?.place ?? []) counts.set(place, (counts.get(place) ?? 0) + 1);
  expect([...counts.values()]).toEqual(new Array(25).fill(40));
  expect(new Set(drawn?.example).size).toBe(400);
});

it("does not look at the same places in all examples", () => {
  const drawn = drawnPlaces(100, 81, 100, seededRandom(3));
  expect(new Set(drawn?.place).size).toBe(81);
});

it("takes all places where there are no more than wanted", () => {
  expect(drawnPlaces(10, 9, 90, seededRandom(3))).toBeNull();
  expect(drawnPlaces(10, 9, 89, seededRandom(3))?.place).toHaveLength(89);
});

it("falls into passes of examples that are the whole again", () => {
  const drawn = drawnPlaces(103, 16, 700, seededRandom(5)) as NonNullable<ReturnType<typeof drawnPlaces>>;
  const passes = [0, 40, 80].map((from) => placesOfExamples(drawn, from, Math.min(40, 103 - from)));
  expect(passes.flatMap(({ place }) => [...place])).toEqual([...drawn.place]);
  const back = passes.flatMap(({ example }, pass) => Array.from(example, (one) => one + 40 * pass));
  expect(back).toEqual([...drawn.example]);
});
