import { expect, it } from "vitest";
import { embedding, tensor } from "../../../test/layers.ts";
import { through } from "../../../test/through.ts";
import type { Layer } from "./model.ts";

const words: Layer = {
  id: "e",
  kind: "embedding",
  inputs: ["input"],
  weights: { kernel: tensor([3, 2], [0, 1, 10, 11, 20, 21]) },
};

it("looks words up", () => {
  expect(through([3], [2, 0, 2], words)).toEqual([20, 21, 0, 1, 20, 21]);
});

it("gives NaN for what is no word", () => {
  expect(through([4], [3, -1, 0.5, 1], words)).toEqual([...new Array<number>(6).fill(Number.NaN), 10, 11]);
  expect(() => through([2, 2], [0, 0, 0, 0], embedding("e", "input", 3, 2))).toThrow(/one axis of whole numbers/);
});

it("masks tokens that are the value, and places whose channels all are", () => {
  const mask: Layer = { id: "m", kind: "mask", inputs: ["input"], value: 7 };
  expect(through([3], [7, 0, 1], mask)).toEqual([0, 1, 1]);
  expect(through([3, 2], [7, 7, 7, 1, 0, 0], mask)).toEqual([0, 1, 1]);
});
