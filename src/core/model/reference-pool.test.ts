import { describe, expect, it } from "vitest";
import { globalPool, input, network, pool } from "../../../test/layers.ts";
import { through, upTo } from "../../../test/through.ts";
import type { Layer, PoolLayer } from "./model.ts";
import { runReference } from "./reference-network.ts";

const padded = (operation: "max" | "average", sides: readonly [number, number][], more: Partial<PoolLayer> = {}) => ({
  ...pool("p", "input", [2], operation),
  padding: sides,
  ...more,
});

describe("explicit padding", () => {
  it("never wins a maximum", () => {
    expect(through([3, 1], [-1, -3, -8], padded("max", [[1, 0]]))).toEqual([-1, -3]);
  });

  it("is left out of an average, or counted as zeros", () => {
    expect(through([3, 1], [1, 3, 8], padded("average", [[1, 0]]))).toEqual([1, 5.5]);
    expect(through([3, 1], [1, 3, 8], padded("average", [[1, 0]], { countPadding: true }))).toEqual([0.5, 5.5]);
  });

  it("differs from side to side and axis to axis", () => {
    const layer: PoolLayer = {
      ...pool("p", "input", [2, 2], "average"),
      strides: [1, 2],
      padding: [
        [0, 0],
        [1, 1],
      ],
      countPadding: true,
    };
    // rows 1 2, 3 4, 5 6; windows of columns (_, 1) and (2, _)
    expect(through([3, 2, 1], upTo(6), layer)).toEqual([1, 1.5, 2, 2.5]);
  });

  it("that fills a whole window is refused", () => {
    expect(() => through([3, 1], [1, 2, 3], padded("max", [[2, 0]]))).toThrow(/padding only/);
    expect(() => through([3, 1], [1, 2, 3], padded("max", [[0, 4]]))).toThrow(/padding only/);
  });
});

describe("a masked average", () => {
  const layers: Layer[] = [
    { id: "mask", kind: "mask", inputs: ["input"], value: 0 },
    { ...globalPool("g", "input"), inputs: ["input", "mask"] } as Layer,
  ];

  it("counts only places with 1", () => {
    // a place counts where any channel is not 0
    expect(through([3, 2], [1, 5, 0, 0, 3, 0], ...layers)).toEqual([2, 2.5]);
  });

  it("is 0 where no place counts, each example by itself", () => {
    const model = network(input([2, 1]), ...layers);
    expect([...runReference(model, Float32Array.of(0, 0, 0, 7), 2)]).toEqual([0, 7]);
  });
});

it("pools globally over three axes", () => {
  expect(through([2, 2, 2, 1], upTo(8), globalPool("g", "input"))).toEqual([4.5]);
});
