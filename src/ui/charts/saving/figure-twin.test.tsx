// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { tableOfRows } from "./figure-table.ts";
import { FigureTwin } from "./figure-twin.tsx";

afterEach(cleanup);

function unfold() {
  const fold = screen.getByText("As a table").closest("details") as HTMLDetailsElement;
  fold.open = true;
  fireEvent(fold, new Event("toggle"));
}

it("makes its rows when it is opened, numbers to three digits and a dash where there is none", () => {
  const table = () => ({ columns: ["name", "value"], rows: [["a", 0.123456] as const, ["b", null] as const] });
  render(<FigureTwin label="Figure" table={table} />);
  expect(screen.queryByRole("table")).toBeNull();
  unfold();
  expect(screen.getAllByRole("row").map(({ textContent }) => textContent)).toEqual(["namevalue", "a0.123", "b–"]);
});

it("reaches every one of ten thousand rows, and draws only those in sight", () => {
  const rows = Array.from({ length: 10_000 }, (_, row) => [`row ${row + 1}`, -row]);
  const made = { columns: ["name", "value"], rows };
  render(<FigureTwin label="Figure" table={() => made} />);
  unfold();
  expect(screen.getByRole("table").getAttribute("aria-rowcount")).toBe("10001");
  expect(screen.getByText("row 1")).toBeTruthy();
  const region = screen.getByRole("region", { name: "Figure, as a table" });
  region.scrollTop = 10_000 * 34;
  fireEvent.scroll(region);
  expect(screen.getByText("row 10000")).toBeTruthy();
  expect(screen.queryByText("row 1")).toBeNull();
  expect(screen.getAllByRole("row").length).toBeLessThan(60);
});

it("asks only for the rows in sight of a table whose rows are made when they are asked for", () => {
  const asked = new Set<number>();
  const made = tableOfRows(["name", "value"], 10_000, (place) => {
    asked.add(place);
    return [`row ${place + 1}`, place];
  });
  render(<FigureTwin label="Figure" table={() => made} />);
  unfold();
  expect(screen.getByRole("table").getAttribute("aria-rowcount")).toBe("10001");
  expect(screen.getByText("row 1").className).not.toBe("q-right");
  expect(screen.getByText("0").className).toBe("q-right");
  expect(asked.size).toBeLessThan(60);
});
