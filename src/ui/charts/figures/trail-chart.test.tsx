// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { trail } from "../../../state/lab-fixtures.ts";
import { TrailChart } from "./trail-chart.tsx";

afterEach(cleanup);

const series = [{ id: "a", name: "Iterated building 1", colour: "red", points: trail.points }];
const draw = (onChoose = vi.fn()) => {
  const { container } = render(
    <TrailChart
      series={series}
      players={12}
      full={0.96}
      critical={6}
      chosen={{ run: "a", size: 4 }}
      onChoose={onChoose}
    />,
  );
  return { container, onChoose };
};

it("draws each run with its points where they belong", () => {
  const { container } = draw();
  const dots = [...container.querySelectorAll('circle[fill="red"]')];
  expect(dots.map((dot) => Math.round(Number(dot.getAttribute("cx"))))).toEqual([154, 263, 373]);
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
