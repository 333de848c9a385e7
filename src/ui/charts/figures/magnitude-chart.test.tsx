// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { confidenceIntervals } from "../../../core/estimate/interval.ts";
import { estimated } from "../../../state/lab-fixtures.ts";
import { layerMark } from "../scales/layer-mark.ts";
import { groupsOfPlayers } from "../scales/power-layout.ts";
import { MagnitudeChart } from "./magnitude-chart.tsx";

afterEach(cleanup);

const draw = (magnitude: Float64Array, hovered: number | null = null) => {
  const [onHover, onPick] = [vi.fn(), vi.fn()];
  const { container } = render(
    <MagnitudeChart
      estimate={estimated}
      intervals={confidenceIntervals(estimated)}
      magnitude={magnitude}
      xTitle="L2 norm of the unit's weights"
      title="Power"
      groupOf={groupsOfPlayers([{ width: 4 }, { width: 8 }])}
      keys={["conv1", "dense1"].map((name, group) => ({ name, ...layerMark(group) }))}
      hovered={hovered}
      onHover={onHover}
      picked={[2]}
      onPick={onPick}
      nameOf={(player) => `unit ${player}`}
      words={(player) => `unit ${player} in words`}
    />,
  );
  return { container, onHover, onPick };
};
const falling = Float64Array.from({ length: 12 }, (_, player) => 12 - player);

it("says how alike the two rankings are", () => {
  draw(falling);
  expect(screen.getByRole("figure").getAttribute("aria-label")).toBe(
    "Power, against the L2 norm of the unit's weights, of 12 units. Rank correlation 1.000.",
  );
});

it("leaves out units whose weights have no norm, and draws each layer with marks of its own", () => {
  const { container } = draw(falling.map((norm, player) => (player === 0 ? Number.NaN : norm)));
  expect(screen.getByRole("figure").getAttribute("aria-label")).toContain("of 11 units");
  const marks = ["var(--q-series-1)", "var(--q-series-2)"].map((colour) =>
    [...container.querySelectorAll(`path[stroke="${colour}"]`)].map(
      (path) => path.getAttribute("d")?.match(/M/g)?.length,
    ),
  );
  // the key's mark, the whiskers, the marks
  expect(marks).toEqual([
    [1, 3, 3],
    [1, 8, 8],
  ]);
});

it("rings the unit that is pointed at anywhere, and the keys go on from it by rank", () => {
  const { container, onHover, onPick } = draw(falling, 3);
  expect(container.querySelectorAll(".q-ring, .q-picked")).toHaveLength(2);
  const picker = screen.getByRole("slider", { name: "Unit, by magnitude" });
  expect(picker.getAttribute("aria-valuetext")).toBe("unit 3 in words");
  fireEvent.keyDown(picker, { key: "ArrowRight" });
  expect(onHover).toHaveBeenLastCalledWith(4);
  fireEvent.keyDown(picker, { key: "Enter" });
  expect(onPick).toHaveBeenLastCalledWith(3);
});
