import { expect, it } from "vitest";
import { cutPlaces, savingWords } from "./cut-words.ts";

const indices = (least: number, most = least) => ({ least, most });

it("says layer by layer what a cut does there", () => {
  expect(
    cutPlaces({
      places: [
        { layer: "conv1", weight: "kernel", axis: 3, role: "producer", indicesPerUnit: indices(1) },
        { layer: "conv1", weight: "bias", axis: 0, role: "producer", indicesPerUnit: indices(1) },
        { layer: "bn", weight: "gamma", axis: 0, role: "follower", indicesPerUnit: indices(1) },
        { layer: "dense1", weight: "kernel", axis: 0, role: "consumer", indicesPerUnit: indices(25) },
        { layer: "conv2", weight: "kernel", axis: 2, role: "consumer", indicesPerUnit: indices(1) },
        { layer: "conv2", weight: "kernel", axis: 3, role: "producer", indicesPerUnit: indices(1, 2) },
      ],
    }),
  ).toEqual([
    { layer: "conv1", words: "makes it: kernel, bias" },
    { layer: "bn", words: "goes along: gamma" },
    { layer: "dense1", words: "reads it: 25 indices of kernel" },
    { layer: "conv2", words: "reads it: kernel; makes it: 1 to 2 indices of kernel" },
  ]);
});

it("says what a cut saves", () => {
  expect(savingWords({ unitCost: { parameters: 426.2, macs: 1 }, width: 6 })).toBe(
    "Cut alone it saves 426 parameters and 1 multiply-accumulate an example (the mean of the 6 units here).",
  );
});
