import { expect, it } from "vitest";
import { placeLabels } from "./place-labels.ts";

const bounds = { left: 0, right: 200, top: 0, bottom: 100 };

it("puts a lone label level to the right of its mark, and to the left where the right is too narrow", () => {
  const [left, right] = placeLabels(
    [
      { x: 20, y: 50, width: 60 },
      { x: 190, y: 20, width: 60 },
    ],
    bounds,
  );
  expect(left).toEqual({ x: 32, y: 54, anchor: "start" });
  expect(right).toEqual({ x: 178, y: 24, anchor: "end" });
});

it("keeps a label off the lines that are drawn", () => {
  const line = { left: 20, right: 200, top: 48, bottom: 52 };
  const [placed] = placeLabels([{ x: 20, y: 50, width: 60 }], bounds, [line]);
  expect(placed).toEqual({ x: 32, y: 42, anchor: "start" });
});

it("moves a label out of the way of the one before it and of the marks", () => {
  const placed = placeLabels(
    [
      { x: 20, y: 50, width: 60 },
      { x: 24, y: 50, width: 60 },
    ],
    bounds,
  );
  expect(Math.abs((placed[0]?.y ?? 0) - (placed[1]?.y ?? 0))).toBeGreaterThanOrEqual(12);
});
