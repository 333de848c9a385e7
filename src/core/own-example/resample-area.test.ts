import { expect, it } from "vitest";
import { resampleArea } from "./resample-area.ts";

const all = (height: number, width: number) => ({ top: 0, left: 0, bottom: height, right: width });

it("a new pixel is the mean of what it covers, whole pixels or parts of them", () => {
  const source = Float32Array.of(0, 4, 8, 12, 2, 6, 10, 14);
  expect(resampleArea(source, [2, 4], 1, all(2, 4), [1, 2])).toEqual(Float32Array.of(3, 11));
  expect(resampleArea(Float32Array.of(0, 3, 6), [1, 3], 1, all(1, 3), [1, 2])).toEqual(Float32Array.of(1, 5));
  expect(resampleArea(source, [2, 4], 1, { top: 0, left: 1, bottom: 1, right: 3 }, [1, 1])).toEqual(Float32Array.of(6));
});

it("keeps colours apart and repeats pixels where it makes them larger", () => {
  const source = Float32Array.of(1, 10, 3, 30);
  expect(resampleArea(source, [1, 2], 2, all(1, 2), [1, 1])).toEqual(Float32Array.of(2, 20));
  expect(resampleArea(source, [1, 2], 2, all(1, 2), [1, 4])).toEqual(Float32Array.of(1, 10, 1, 10, 3, 30, 3, 30));
});
