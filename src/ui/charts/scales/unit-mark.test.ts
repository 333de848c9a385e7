import { expect, it } from "vitest";
import { markNames, markPaint, markPath } from "./unit-mark.ts";

it("every mark begins where it is asked to, and no two look alike without colour", () => {
  const looks = markNames.map((mark) => {
    const { stroke: _, fill, ...paint } = markPaint(mark, "red", 6);
    const path = markPath(mark, "10.0", "20.0", 6);
    expect(path).toMatch(/^M10\.0 20\.0/);
    return JSON.stringify([path, paint, fill === "red" ? "filled" : fill]);
  });
  expect(new Set(looks).size).toBe(markNames.length);
});
