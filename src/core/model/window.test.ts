import { expect, it } from "vitest";
import { placeWindow, visitTaps, windowGrid } from "./window.ts";

it("pads by TensorFlow's rule, the odd element behind", () => {
  expect(placeWindow(5, 2, 1, 1, "same")).toEqual({ out: 5, before: 0 });
  expect(placeWindow(5, 4, 1, 1, "same")).toEqual({ out: 5, before: 1 });
  expect(placeWindow(9, 2, 3, 1, "same")).toEqual({ out: 3, before: 0 });
  expect(placeWindow(10, 3, 2, 2, "same")).toEqual({ out: 5, before: 1 });
  expect(placeWindow(10, 3, 1, 2, "causal")).toEqual({ out: 10, before: 4 });
});

it("gives no place to a window that does not fit", () => {
  expect(placeWindow(4, 5, 1, 1, "valid").out).toBe(0);
  expect(placeWindow(4, 3, 1, 2, "valid").out).toBe(0);
});

it("visits the taps that meet the input and skips the padding", () => {
  const seen: number[][] = [];
  visitTaps(windowGrid([3], [3], [2], [1], "same"), (...tap) => seen.push(tap));
  expect(seen).toEqual([
    [0, 0, 1],
    [0, 1, 2],
    [1, 1, 0],
    [1, 2, 1],
  ]);
});
