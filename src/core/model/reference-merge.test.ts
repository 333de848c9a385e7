import { describe, expect, it } from "vitest";
import { add, globalPool, reshape, select, tensor } from "../../../test/layers.ts";
import { through, upTo } from "../../../test/through.ts";
import type { Layer, MergeLayer } from "./model.ts";

const merge = (operation: MergeLayer["operation"], ...inputs: string[]): Layer => ({
  id: "m",
  kind: "merge",
  operation,
  inputs,
});
const doubled: Layer = {
  id: "b",
  kind: "affine",
  inputs: ["input"],
  weights: { scale: tensor([2], [2, -1]) },
};

describe("merges", () => {
  it.each<[MergeLayer["operation"], number[]]>([
    ["subtract", [-3, 8]],
    ["multiply", [18, -16]],
    ["divide", [0.5, -1]],
    ["average", [4.5, 0]],
    ["maximum", [6, 4]],
    ["minimum", [3, -4]],
  ])("%s element by element", (operation, expected) => {
    expect(through([2], [3, 4], doubled, merge(operation, "input", "b"))).toEqual(expected);
  });

  it("take three inputs where the order does not matter", () => {
    expect(through([2], [3, 4], doubled, merge("average", "input", "b", "b"))).toEqual([5, -4 / 3].map(sixth));
    expect(() => through([2], [3, 4], doubled, merge("divide", "input", "b", "b"))).toThrow(/two inputs were expected/);
  });

  it("repeat axes of length 1, as squeeze and excitation does", () => {
    const squeezed = [globalPool("g", "input"), reshape("r", "g", [1, 2])];
    // means 2 and 3
    expect(through([2, 2], upTo(4), ...squeezed, merge("multiply", "input", "r"))).toEqual([2, 6, 6, 12]);
    expect(through([2, 2], upTo(4), ...squeezed, merge("subtract", "r", "input"))).toEqual([1, 1, -1, -1]);
  });

  it("repeat a single channel, and every example its own", () => {
    expect(through([2, 2], upTo(4), select("s", "input", [1]), add("a", "s", "input"))).toEqual([3, 4, 7, 8]);
  });

  it("refuse shapes that neither agree nor are 1", () => {
    expect(() => through([2, 2], upTo(4), reshape("r", "input", [4, 1]), merge("multiply", "input", "r"))).toThrow(
      /equal lengths, or 1/,
    );
    expect(() => through([2, 2], upTo(4), reshape("r", "input", [4]), merge("multiply", "input", "r"))).toThrow(
      /2 × 2 and 4;/,
    );
  });
});

function sixth(x: number): number {
  return Math.round(x * 1e6) / 1e6;
}
