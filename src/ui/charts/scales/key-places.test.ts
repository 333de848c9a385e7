import { expect, it } from "vitest";
import { keyPlaces } from "./key-places.ts";

it("puts the entries of a key side by side, and on the next line where there is no room", () => {
  const { places, lines } = keyPlaces(["conv1", "conv2", "a layer of a long name"], 180, 16);
  expect(places.map(({ line }) => line)).toEqual([0, 0, 1]);
  expect(places[1]?.x).toBeGreaterThan(16 + 5 * 6);
  expect(lines).toBe(2);
  expect(keyPlaces([], 180, 16).lines).toBe(0);
});
