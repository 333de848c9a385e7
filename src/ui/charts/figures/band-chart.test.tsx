// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { swept } from "../../../state/lab-fixtures.ts";
import { BandChart } from "./band-chart.tsx";

afterEach(cleanup);

const draw = (onBias = vi.fn()) => {
  const { container } = render(
    <BandChart sweep={swept} statistic="vote-disagreement" full={0.97} bias={0.5} onBias={onBias} />,
  );
  return { container, onBias };
};

it("says in a sentence what it shows", () => {
  draw();
  expect(screen.getByRole("figure").getAttribute("aria-label")).toBe(
    "Mean accuracy of masked networks on calibration examples rises from 0.315 at 0.250 kept to 0.960 at 1.000 kept. " +
      "Disagreement of votes peaks at 0.500, which is 6 of 12 units.",
  );
});

it("draws two areas, the mean and a dot a fraction at their places", () => {
  const { container } = draw();
  expect(container.querySelectorAll(".q-band-outer, .q-band-inner")).toHaveLength(2);
  // 720 wide: x = 52 + fraction * 650; y = 56 + 190 * (1 - mean)
  expect(container.querySelector(".q-band-line")?.getAttribute("d")).toMatch(/^M214\.5,186\.15/);
  expect(container.querySelectorAll(".q-uncertainty-dot")).toHaveLength(4);
});

it("shades the interval of the critical size", () => {
  const { container } = draw();
  const rect = container.querySelector(".q-interval");
  expect(Number(rect?.getAttribute("x"))).toBeCloseTo(52 + 0.4 * 650, 6);
  expect(Number(rect?.getAttribute("width"))).toBeCloseTo(0.2 * 650, 6);
});

it("is a slider of d for the keyboard", () => {
  const { onBias } = draw();
  const slider = screen.getByRole("slider", { name: "Bias d" });
  expect(slider.getAttribute("aria-valuetext")).toBe("d = 0.500, 6 of 12 units");
  fireEvent.keyDown(slider, { key: "ArrowRight" });
  expect(onBias.mock.lastCall?.[0]).toBeCloseTo(0.505, 9);
  fireEvent.keyDown(slider, { key: "End" });
  expect(onBias.mock.lastCall?.[0]).toBe(0.99);
});

it("draws what the reference line stands for after every line", () => {
  const { container } = draw();
  const marks = [...container.querySelectorAll("svg text.q-halo, svg line, svg path")].map((mark) => mark.textContent);
  expect(marks.slice(-2)).toEqual(["Disagreement of votes", "full network 0.970"]);
});
