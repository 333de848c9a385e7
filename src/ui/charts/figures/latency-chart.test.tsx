// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { LatencyChart } from "./latency-chart.tsx";

afterEach(cleanup);

it("says each network's time with its quartiles, and its share of the full network's with its interval", () => {
  const pass = (median: number) => ({ median, quartiles: [median - 1, median + 1] as const });
  const onLight = vi.fn();
  const { container } = render(
    <LatencyChart
      networks={[
        {
          id: "a",
          number: 2,
          name: "Ours",
          colour: "red",
          shape: "circle",
          full: pass(10),
          pruned: pass(4),
          ratio: { value: 0.4, interval: [0.35, 0.45] },
        },
      ]}
      what="a pass of 64 examples, WebAssembly"
      lit={["a"]}
      onLight={onLight}
    />,
  );
  expect(screen.getByRole("figure").getAttribute("aria-label")).toBe(
    "Time of a pass of 64 examples, WebAssembly. Ours takes 4 ms (3 to 5), 0.400 of the full network’s (0.350 to 0.450).",
  );
  expect(screen.getByText("2 Ours")).toBeTruthy();
  expect(screen.getByText("× 0.400 (0.350 to 0.450)")).toBeTruthy();
  // lit from elsewhere, and by the keyboard
  expect(container.querySelectorAll(".q-row-lit")).toHaveLength(1);
  const rows = screen.getByRole("slider", { name: /^Networks by time/ });
  expect(rows.getAttribute("aria-valuetext")).toBe("Ours: 4 ms (3 to 5), 0.400 of the full network’s (0.350 to 0.450)");
  fireEvent.focus(rows);
  expect(onLight).toHaveBeenLastCalledWith("a");
});
