// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { ClassDamageChart } from "./class-damage-chart.tsx";

afterEach(cleanup);

const recall = (value: number) => ({ value, interval: [value - 0.1, Math.min(1, value + 0.1)] as const });
const classes = [
  { name: "a very long name of a class that does not fit", examples: 10, full: recall(0.9), pruned: recall(0.8) },
  { name: "cat", examples: 12, full: recall(1), pruned: recall(0.4) },
];

const linked = () => ({ lit: "cat", onLight: vi.fn(), chosen: null, onChoose: vi.fn() });

it("says which class lost most, and marks each class before and after", () => {
  const { container } = render(
    <ClassDamageChart
      classes={classes}
      all={classes}
      examples="validation examples"
      name="Ours"
      colour="red"
      shape="circle"
      {...linked()}
    />,
  );
  expect(screen.getByRole("figure").getAttribute("aria-label")).toContain(
    "Most damaged: cat, from 1.000 (0.900 to 1.000) to 0.400 (0.300 to 0.500).",
  );
  // the key above and one mark a class
  expect(container.querySelectorAll('path[fill="red"]')).toHaveLength(3);
  const names = [...container.querySelectorAll('text[text-anchor="end"]')].map((text) => text.firstChild?.textContent);
  expect(names[0]).toMatch(/^a very long.*…$/);
  expect(names[1]).toBe("cat");
});

it("is read class by class with the keys, and Enter asks for the examples of one", () => {
  const links = linked();
  const { container } = render(
    <ClassDamageChart
      classes={classes}
      all={classes}
      examples="validation examples"
      name="Ours"
      colour="red"
      shape="circle"
      {...links}
    />,
  );
  const rows = screen.getByRole("slider", { name: "Classes" });
  expect(rows.getAttribute("aria-valuetext")).toMatch(/^cat: full 1\.000 .*, pruned 0\.400/);
  expect(container.querySelectorAll(".q-row-lit")).toHaveLength(1);
  fireEvent.keyDown(rows, { key: "ArrowUp" });
  expect(links.onLight).toHaveBeenLastCalledWith(classes[0]?.name);
  fireEvent.keyDown(rows, { key: "Enter" });
  expect(links.onChoose).toHaveBeenLastCalledWith("cat");
});
