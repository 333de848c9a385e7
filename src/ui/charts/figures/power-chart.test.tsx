// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { confidenceIntervals } from "../../../core/estimate/interval.ts";
import { estimated } from "../../../state/lab-fixtures.ts";
import { groupsOfPlayers } from "../scales/power-layout.ts";
import { PowerChart } from "./power-chart.tsx";

afterEach(cleanup);

const groupOf = groupsOfPlayers([{ width: 4 }, { width: 8 }]);
const draw = (hovered: number | null, onHover = vi.fn()) => {
  const { container } = render(
    <PowerChart
      estimate={estimated}
      intervals={confidenceIntervals(estimated)}
      groupOf={groupOf}
      order="ranked"
      title="Power"
      hovered={hovered}
      onHover={onHover}
      words={(player) => `unit ${player}`}
      nameOf={(player) => `unit ${player}`}
      layers={["conv1", "dense1"]}
    />,
  );
  return { container, onHover };
};

it("draws every unit once, with its whisker, in the colour of its layer", () => {
  const { container } = draw(null);
  const strokes = (colour: string) => [...container.querySelectorAll(`path[stroke="${colour}"]`)];
  const moves = (path: Element | undefined) => path?.getAttribute("d")?.match(/M/g)?.length;
  expect(strokes("var(--q-series-1)").map(moves)).toEqual([4, 4]);
  expect(strokes("var(--q-series-2)").map(moves)).toEqual([8, 8]);
});

it("says how many intervals it can claim", () => {
  draw(null);
  expect(screen.getByRole("figure").getAttribute("aria-label")).toBe(
    "Power of 12 units after 120 coalitions. Highest: unit 0. Intervals for 12.",
  );
});

it("goes from unit to unit in the order of rank with the arrow keys", () => {
  const { onHover } = draw(3);
  const picker = screen.getByRole("slider", { name: "Unit" });
  expect(picker.getAttribute("aria-valuetext")).toBe("unit 3");
  fireEvent.keyDown(picker, { key: "ArrowRight" });
  expect(onHover).toHaveBeenLastCalledWith(4);
  fireEvent.keyDown(picker, { key: "End" });
  expect(onHover).toHaveBeenLastCalledWith(11);
});
