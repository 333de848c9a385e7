import { expect, it } from "vitest";
import { labelLines } from "./label-lines.ts";

const bounds = { left: 0, right: 400, top: 0, bottom: 200 };
const line = (id: string, heights: readonly number[]) => ({
  id,
  name: `Run ${id}`,
  points: heights.map((y, place) => [place * 100, y] as const),
});

it("names each line where it is furthest from the others", () => {
  const labels = labelLines([line("a", [100, 60, 100, 100]), line("b", [100, 140, 100, 100])], bounds, 16);
  expect(labels.map(({ text }) => text)).toEqual(["Run a", "Run b"]);
  for (const { x } of labels) expect(Math.abs(x - 100)).toBeLessThan(80);
  expect((labels[0]?.y ?? 0) + 20).toBeLessThan(labels[1]?.y ?? 0);
});

it("leaves out a name that would lie on another one", () => {
  const same = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"].map((id) => line(id, [20, 20]));
  const labels = labelLines(same, { left: 0, right: 110, top: 0, bottom: 60 }, 16);
  expect(labels.length).toBeLessThan(same.length);
  expect(labels.length).toBeGreaterThan(0);
});

it("keeps a name within the drawing", () => {
  const [label] = labelLines([line("a", [5, 5, 5, 5, 5])], { left: 0, right: 60, top: 0, bottom: 200 }, 16);
  expect(label?.x).toBeGreaterThanOrEqual(0);
  expect((label?.x ?? 0) + 16 + 5 * 6.6).toBeLessThanOrEqual(60);
});
