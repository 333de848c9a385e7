// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { LineChart } from "./line-chart.tsx";

afterEach(cleanup);

const series = [
  { id: "a", name: "alpha", colour: "red", points: [1, 2, 3].map((x) => ({ x, y: x / 4 })) },
  { id: "b", name: "beta", colour: "blue", dashed: true, points: [{ x: 2, y: 0.9, interval: [0.8, 1] as const }] },
];

it("reads every series at each stop, with its interval", () => {
  render(
    <LineChart
      label="Two lines"
      title="Lines"
      xTitle="x"
      stops="Stops"
      series={series}
      xWords={String}
      yWords={(y) => y.toFixed(2)}
    />,
  );
  const picker = screen.getByRole("slider", { name: "Stops" });
  expect(picker.getAttribute("aria-valuetext")).toBe("3: alpha 0.75");
  fireEvent.keyDown(picker, { key: "ArrowLeft" });
  expect(picker.getAttribute("aria-valuetext")).toBe("2: alpha 0.50, beta 0.90 (0.80 to 1.00)");
  expect(screen.getByText("2: alpha 0.50, beta 0.90 (0.80 to 1.00)")).toBeTruthy();
});
