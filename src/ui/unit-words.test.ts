import { expect, it } from "vitest";
import { placeOf, unitWords } from "./unit-words.ts";

const groups = [
  { id: "conv1", width: 6, producers: ["conv1"] },
  { id: "dense1", width: 120, producers: ["dense1"] },
];
const layers = ["conv1", "dense1"].map((id, place) => ({
  id,
  kind: (["conv", "dense"] as const)[place] ?? "dense",
  words: "",
  outputShape: [1],
  parameters: 0,
  macs: 0,
}));

it("names a player by its layer and its number there", () => {
  expect(unitWords({ groups, layers }, 5)).toBe("conv1 · filter 6 of 6");
  expect(unitWords({ groups, layers }, 6)).toBe("dense1 · neuron 1 of 120");
});

it("knows no place past the last player", () => {
  expect(placeOf(groups, 125)).toMatchObject({ group: 1, unit: 119 });
  expect(placeOf(groups, 126)).toBeNull();
});
