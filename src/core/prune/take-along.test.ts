import { expect, it } from "vitest";
import { tensor } from "../../../test/layers.ts";
import { takeAlong } from "./take-along.ts";

const cube = tensor([2, 3, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);

it.each([
  [0, [1], [1, 3, 2], [6, 7, 8, 9, 10, 11]],
  [1, [0, 2], [2, 2, 2], [0, 1, 4, 5, 6, 7, 10, 11]],
  [2, [1], [2, 3, 1], [1, 3, 5, 7, 9, 11]],
  [1, [2, 0], [2, 2, 2], [4, 5, 0, 1, 10, 11, 6, 7]],
])("takes along axis %d the indices %o", (axis, indices, shape, values) => {
  const taken = takeAlong(cube, axis, indices);
  expect(taken.shape).toEqual(shape);
  expect([...taken.values]).toEqual(values);
});
