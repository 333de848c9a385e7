// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import type { ComponentProps } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { trail } from "../../../state/lab-fixtures.ts";
import { TrailChart } from "./trail-chart.tsx";

afterEach(cleanup);

const series = [{ id: "a", name: "Iterated building 1", colour: "red", mark: "dot" as const, points: trail.points }];
const draw = (change: Partial<ComponentProps<typeof TrailChart>> = {}) => {
  const [onChoose, onLight] = [vi.fn(), vi.fn()];
  const { container } = render(
    <TrailChart
      series={series}
      players={12}
      full={0.96}
      critical={6}
      chosen={{ run: "a", size: 4 }}
      onChoose={onChoose}
      lit={null}
      onLight={onLight}
      {...change}
    />,
  );
  return { container, onChoose, onLight };
};

it("draws each run with its points where they belong", () => {
  const { container } = draw();
  const dots = container.querySelector('[data-series="red"]')?.getAttribute("d") ?? "";
  expect(Array.from(dots.matchAll(/M([\d.]+)/g), ([, x]) => Math.round(Number(x)))).toEqual([154, 263, 373]);
  // its name stands beside it
  expect(screen.getByText("Iterated building 1")).toBeTruthy();
});

it("says where each run stands", () => {
  draw();
  expect(screen.getByRole("figure").getAttribute("aria-label")).toBe(
    "Validation accuracy against units kept. Iterated building 1 is at 0.640 with 6 units. The full network of 12 units has 0.960.",
  );
});

it("snaps the chosen size from point to point", () => {
  const { onChoose } = draw();
  const slider = screen.getByRole("slider", { name: "Chosen size" });
  expect(slider.getAttribute("aria-valuetext")).toBe("4 units, 0.560 on validation examples");
  fireEvent.keyDown(slider, { key: "ArrowRight" });
  expect(onChoose).toHaveBeenLastCalledWith("a", 6);
  fireEvent.keyDown(slider, { key: "Home" });
  expect(onChoose).toHaveBeenLastCalledWith("a", 2);
});

it("draws what reference lines stand for after every line, so that none runs through the words", () => {
  const { container } = draw();
  const after = [...container.querySelectorAll("svg text.q-halo, svg line, svg path")].map((mark) => mark.textContent);
  expect(after.slice(-2)).toEqual(["critical size 6", "full network 0.960"]);
});

it("rings the point that is pointed at elsewhere, and tells of the one that the keys reach here", () => {
  const { container, onLight, onChoose } = draw({ lit: { run: "a", size: 4 }, handle: false });
  expect(container.querySelectorAll(".q-ring, .q-ring-chosen")).toHaveLength(2);
  expect(screen.queryByRole("slider", { name: "Chosen size" })).toBeNull();
  const points = screen.getByRole("slider", { name: "Points of all runs" });
  expect(points.getAttribute("aria-valuetext")).toMatch(/^Iterated building 1: 4 units, 0\.560/);
  fireEvent.keyDown(points, { key: "ArrowRight" });
  expect(onLight).toHaveBeenLastCalledWith({ run: "a", size: 6 });
  fireEvent.keyDown(points, { key: "Enter" });
  expect(onChoose).toHaveBeenLastCalledWith("a", 4);
});
