// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { ParetoChart, type ParetoPoint } from "./pareto-chart.tsx";

afterEach(cleanup);

const point = (id: string, cost: number, accuracy: number, front: boolean): ParetoPoint => ({
  id,
  name: `Network ${id}`,
  long: `${id} Network`,
  short: id,
  colour: "red",
  shape: "circle",
  cost,
  accuracy,
  interval: [accuracy - 0.1, accuracy + 0.05],
  front,
});

const points = [point("2", 300, 0.5, false), point("1", 100, 0.6, true), point("3", 400, 0.9, true)];

const draw = (lit: readonly string[] = []) => {
  const [onShow, onLight] = [vi.fn(), vi.fn()];
  const { container } = render(
    <ParetoChart
      points={points}
      measure="accuracy on validation examples"
      cost="parameters"
      unit="parameters"
      tickWords={String}
      costWords={(cost) => `${cost} parameters`}
      shown="2"
      onShow={onShow}
      lit={lit}
      onLight={onLight}
    />,
  );
  return { container, onShow, onLight };
};

it("fills the front, outlines what another beats, and draws the front as steps", () => {
  const { container } = draw();
  const marks = [...container.querySelectorAll('path[stroke="red"][stroke-width="2"]')];
  expect(marks.map((mark) => mark.getAttribute("fill"))).toEqual(["red", "var(--q-surface)", "red"]);
  const [front] = [...container.querySelectorAll('path[stroke-width="1.5"]')].map((path) => path.getAttribute("d"));
  // across to the next cost, then up: three points make five corners
  expect(front?.split(/[ML]/).length).toBeGreaterThanOrEqual(5);
  expect(screen.getByRole("figure").getAttribute("aria-label")).toContain(
    "On the front: Network 1: 0.600 (0.500 to 0.650) at 100 parameters, on the front; Network 3",
  );
});

it("is read network by network with the keys, by cost, and shows the one that is read", () => {
  const { onShow } = draw();
  const slider = screen.getByRole("slider", { name: "Networks by parameters" });
  expect(slider.getAttribute("aria-valuetext")).toBe(
    "Network 2: 0.500 (0.400 to 0.550) at 300 parameters, another is as good at no more cost",
  );
  fireEvent.keyDown(slider, { key: "ArrowRight" });
  expect(onShow).toHaveBeenLastCalledWith("3");
  fireEvent.keyDown(slider, { key: "Home" });
  expect(onShow).toHaveBeenLastCalledWith("1");
});

it("has a twin as a table, by cost", () => {
  draw();
  const fold = screen.getByText("As a table").closest("details");
  if (fold === null) throw new Error("there is no table");
  fold.open = true;
  fireEvent(fold, new Event("toggle"));
  expect(screen.getAllByRole("rowheader").map((header) => header.textContent)).toEqual([
    "Network 1",
    "Network 2",
    "Network 3",
  ]);
});

it("lights what is pointed at in another figure, else the one that is shown", () => {
  const ringed = (container: Element) =>
    [...container.querySelectorAll("g:has(> circle)")].map((mark) => mark.getAttribute("transform"));
  const shown = ringed(draw().container);
  expect(shown).toHaveLength(1);
  cleanup();
  const lit = ringed(draw(["3"]).container);
  expect(lit).toHaveLength(1);
  expect(lit).not.toEqual(shown);
});

it("tells the other figures what the keys point at", () => {
  const { onLight } = draw();
  const slider = screen.getByRole("slider", { name: "Networks by parameters" });
  fireEvent.keyDown(slider, { key: "End" });
  expect(onLight).toHaveBeenLastCalledWith("3");
  fireEvent.blur(slider);
  expect(onLight).toHaveBeenLastCalledWith(null);
});
