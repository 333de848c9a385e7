// @vitest-environment happy-dom
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { branchingNetwork } from "../scales/network-fixture.ts";
import { type MapCell, networkRows } from "../scales/network-rows.ts";
import { unitShades } from "../scales/unit-shade.ts";
import { NetworkMap } from "./network-map.tsx";

afterEach(cleanup);
const [onHover, onLock] = [vi.fn(), vi.fn()];
beforeEach(() => {
  onHover.mockClear();
  onLock.mockClear();
});

const estimate = {
  power: Float64Array.from({ length: 10 }, (_, player) => player / 10),
  standardError: new Float64Array(10).fill(0.05),
  degreesOfFreedom: 100,
  evaluations: 100,
};
const map = (change: { seek?: MapCell; hovered?: number; selection?: Uint8Array }) => (
  <MantineProvider env="test">
    <NetworkMap
      rows={networkRows(branchingNetwork)}
      shades={unitShades(estimate, [], 10, "power")}
      selection={change.selection ?? null}
      locks={Uint8Array.of(0, 1, 2, 0, 0, 0, 0, 0, 0, 0)}
      hovered={change.hovered ?? null}
      picked={[]}
      lit={change.hovered === undefined ? null : "conv1+conv2"}
      onHover={onHover}
      onLock={onLock}
      words={(player) => `unit ${player}`}
      seek={change.seek ?? null}
      label="Map of small"
      title="Network small"
      keys={[]}
      table={() => ({ columns: ["unit"], rows: [["a"]] })}
    />
  </MantineProvider>
);

it("is a grid with one focusable cell that the arrow keys move from unit to unit and layer to layer", async () => {
  render(map({}));
  const grid = screen.getByRole("grid", { name: "Network small" });
  expect(grid.getAttribute("aria-colcount")).toBe("6");
  const reading = () => screen.getAllByRole("gridcell").filter((cell) => cell.tabIndex === 0);
  expect(reading().map((cell) => cell.getAttribute("aria-label"))).toEqual(["unit 0"]);
  fireEvent.keyDown(grid, { key: "ArrowRight" });
  expect(reading()[0]?.getAttribute("aria-label")).toBe("unit 1");
  await waitFor(() => expect(document.activeElement).toBe(reading()[0]));
  expect(onHover).toHaveBeenLastCalledWith(1);
  fireEvent.keyDown(grid, { key: "PageDown" });
  fireEvent.keyDown(grid, { key: "PageDown" });
  expect(reading()[0]?.getAttribute("aria-label")).toBe("unit 5");
  fireEvent.keyDown(grid, { key: "Enter" });
  expect(onLock).toHaveBeenCalledWith(5);
  fireEvent.keyDown(grid, { key: "PageDown" });
  expect(reading()[0]?.getAttribute("aria-label")).toBe("out, channel 2, must stay");
  fireEvent.keyDown(grid, { key: " " });
  expect(onLock).toHaveBeenCalledTimes(1);
});

it("rings a unit in every layer that shares it, lights their lane and marks who reads it", () => {
  const { container } = render(map({ hovered: 2 }));
  expect(container.querySelectorAll(".q-map-ring")).toHaveLength(2);
  expect(container.querySelectorAll(".q-map-join")).toHaveLength(1);
  expect(container.querySelectorAll(".q-lane-lit circle")).toHaveLength(2);
  expect(container.querySelectorAll(".q-map-reader")).toHaveLength(2);
});

it("goes to the cell that a search found", async () => {
  const { rerender } = render(map({}));
  rerender(map({ seek: { row: 3, channel: 4 } }));
  await waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("unit 8"));
  expect(onHover).toHaveBeenCalledWith(8);
});

it("draws the whole network once more as an SVG while it can be saved", () => {
  const { container } = render(map({ selection: Uint8Array.of(1, 0, 1, 1, 1, 1, 1, 1, 1, 1) }));
  expect(container.querySelector("svg.q-chart")).toBeNull();
  const save = container.querySelector("details");
  if (save) save.open = true;
  fireEvent(save as Element, new Event("toggle"));
  const paths = container.querySelectorAll('svg.q-chart path[fill-rule="evenodd"]');
  expect(paths.length).toBeGreaterThan(3);
  expect([...paths].filter((path) => Number(path.getAttribute("opacity")) < 1)).toHaveLength(1);
  expect(container.querySelector("svg.q-chart")?.textContent).toContain("dense1");
});
