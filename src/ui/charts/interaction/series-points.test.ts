import { expect, it, vi } from "vitest";
import { nearestPoint, stepThroughPoints } from "./series-points.ts";

const series = [
  { id: "a", points: [{ size: 30 }, { size: 10 }] },
  { id: "b", points: [{ size: 20 }] },
];
const place = ({ size }: { size: number }) => [size, size] as const;

it("finds the point that is nearest in pixels, and none far away", () => {
  expect(nearestPoint(series, place, 19, 22)).toEqual({ run: "b", size: 20 });
  expect(nearestPoint(series, place, 300, 22)).toBeNull();
});

it("the keys go through one run by size and on to the next; Enter chooses", () => {
  const [onLight, onChoose] = [vi.fn(), vi.fn()];
  const props = (at: { run: string; size: number | null } | null) =>
    stepThroughPoints({
      label: "Points",
      series,
      at,
      words: (run, size) => `${run} ${size}`,
      nearest: () => null,
      onLight,
      onChoose,
    });
  const press = (key: string) =>
    ({ key, preventDefault: () => {} }) as Parameters<ReturnType<typeof props>["onKeyDown"]>[0];
  props({ run: "a", size: 30 }).onKeyDown(press("ArrowRight"));
  expect(onLight).toHaveBeenLastCalledWith({ run: "b", size: 20 });
  props({ run: "a", size: 30 }).onKeyDown(press("Home"));
  expect(onLight).toHaveBeenLastCalledWith({ run: "a", size: 10 });
  props({ run: "b", size: 20 }).onKeyDown(press("Enter"));
  expect(onChoose).toHaveBeenLastCalledWith("b", 20);
  expect(props(null)["aria-valuetext"]).toBe("a 10");
});
