// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { surfaced } from "../../../state/lab-fixtures.ts";
import { SurfaceChart } from "./surface-chart.tsx";

afterEach(cleanup);

const draw = () => render(<SurfaceChart surface={surfaced} first="conv1" second="dense1" />).container;

it("draws a cell for every pair, the diagonal and the peak", () => {
  const container = draw();
  expect(container.querySelectorAll(".q-cell")).toHaveLength(16);
  expect(container.querySelector(".q-diagonal")?.getAttribute("d")?.match(/[ML]/g)).toHaveLength(4);
  expect(screen.getByRole("figure").getAttribute("aria-label")).toContain(
    "Highest: p = 0.500 of conv1, q = 0.250 of dense1: disagreement of votes 0.475",
  );
});

it("reads the cells with the arrow keys, q growing upwards", () => {
  draw();
  const picker = screen.getByRole("slider", { name: "Disagreement of votes on calibration examples" });
  fireEvent.focus(picker);
  expect(picker.getAttribute("aria-valuetext")).toContain("p = 0.250 of conv1, q = 1.000 of dense1");
  fireEvent.keyDown(picker, { key: "ArrowDown" });
  fireEvent.keyDown(picker, { key: "ArrowRight" });
  expect(picker.getAttribute("aria-valuetext")).toContain("p = 0.500 of conv1, q = 0.750 of dense1");
});
