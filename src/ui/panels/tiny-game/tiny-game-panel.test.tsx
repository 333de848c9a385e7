// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { smoothScript, tinySolved } from "../../../state/lab-fixtures.ts";
import { scriptedLab } from "../../../state/scripted-host.ts";
import { renderInLab } from "../../render-in-lab.tsx";
import { TinyGamePanel } from "./tiny-game-panel.tsx";

afterEach(cleanup);

async function solve(answer = tinySolved) {
  const { lab } = scriptedLab({ ...smoothScript, tiny: () => [answer] });
  renderInLab(lab, <TinyGamePanel />);
  fireEvent.click(screen.getByRole("button", { name: "Solve the tiny game" }));
  await waitFor(() => expect(screen.getByTestId("tiny-solutions")).toBeTruthy());
  return lab;
}

it("solves a textbook game without any file, the exact index beside the estimate", async () => {
  const lab = await solve();
  expect(lab.store.getState().runs.tiny?.spec.game).toEqual({ kind: "textbook", name: "gloves" });
  expect(screen.getByRole("figure").getAttribute("aria-label")).toContain("3 of 3 intervals hold the exact value");
  const players = within(screen.getByRole("region", { name: "Players of the tiny game" }));
  expect(players.getByRole("row", { name: /^Left/ }).textContent).toContain("0.667");
  expect(screen.getByTestId("tiny-solutions").textContent).toContain("The core is not empty");
});

it("says that the core is empty and what the worst-off coalition lacks", async () => {
  const solutions = { ...tinySolved.solutions!, coreEmpty: true, coreBounds: null };
  const leastCore = { ...solutions.leastCore, value: 1 / 3 };
  await solve({ ...tinySolved, solutions: { ...solutions, leastCore } });
  expect(screen.getByTestId("tiny-solutions").textContent).toMatch(/core is empty.*lacks 0.333/);
});

it("lists the coalitions, sorted as asked, with what they could complain of", async () => {
  await solve();
  const rows = () =>
    within(screen.getByRole("region", { name: "Coalitions of the tiny game" }))
      .getAllByRole("row")
      .slice(1)
      .map((row) => Array.from(row.children, (cell) => cell.textContent));
  expect(rows()).toHaveLength(8);
  expect(rows()[0]).toEqual(["nobody", "0", "0", "0"]);
  fireEvent.change(screen.getByLabelText("Sort by"), { target: { value: "value" } });
  expect(rows()[0]).toEqual(["Left, Right 1", "2", "1", "0"]);
});
