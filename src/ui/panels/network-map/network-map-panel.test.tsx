// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { estimate } from "../../../state/actions/estimate.ts";
import { hoverUnit } from "../../../state/actions/hover-unit.ts";
import { prune } from "../../../state/actions/prune.ts";
import { holdings, prepared, smoothScript } from "../../../state/lab-fixtures.ts";
import { scriptedLab } from "../../../state/scripted-host.ts";
import { renderInLab } from "../../render-in-lab.tsx";
import { NetworkMapPanel } from "./network-map-panel.tsx";

afterEach(cleanup);

function openedLab() {
  const { lab } = scriptedLab({
    ...smoothScript,
    unit: ({ player }) => [
      {
        player,
        kernels: [{ layer: "conv1", window: [], inputs: 3, values: Float32Array.of(1, -2, 2), bias: 0.5 }],
        inputShape: [4],
        examples: [{ row: 17, label: 2, value: 1.25, input: Float32Array.of(1, 2, 3, 4) }],
        active: 0.4,
      },
    ],
  });
  lab.store.setState(({ session }) => ({ session: { ...session, holdings, prepared } }));
  return lab;
}

it("says what will be there before a network is open", () => {
  renderInLab(scriptedLab({}).lab, <NetworkMapPanel />);
  expect(screen.getByText(/as soon as one is open/)).toBeTruthy();
});

it("shows the unit that another figure points at, with its weights, top examples and what a cut touches", async () => {
  const lab = openedLab();
  renderInLab(lab, <NetworkMapPanel />);
  expect(screen.getByText(/Point at a unit, or move to it/)).toBeTruthy();
  act(() => hoverUnit(lab, 1));
  expect(screen.getByRole("heading", { name: "conv1 · filter 2 of 4" })).toBeTruthy();
  expect(screen.getByText(/Cut alone it saves 298 parameters and 612 multiply-accumulates/)).toBeTruthy();
  expect(screen.getByText(/reads it: 36 indices of kernel/)).toBeTruthy();
  await waitFor(() => expect(screen.getByText("1, 2, 3, 4")).toBeTruthy());
  expect(screen.getByText("3 inputs, norm 3, bias 0.5")).toBeTruthy();
  expect(screen.getByText(/Above zero somewhere on 40 %/)).toBeTruthy();
});

it("finds a unit by words, and says its power, rank and lock", async () => {
  const lab = openedLab();
  renderInLab(lab, <NetworkMapPanel />);
  await act(() => estimate(lab));
  const search = screen.getByLabelText("Find a unit");
  fireEvent.change(search, { target: { value: "conv1 2" } });
  fireEvent.submit(search);
  const cell = await screen.findByRole("gridcell", {
    name: /^conv1 · filter 2 of 4, power 0\.045 ± 0\.00\d+, rank 2$/,
  });
  fireEvent.keyDown(cell, { key: "Enter" });
  expect(lab.store.getState().settings.rules).toEqual([{ group: "conv1", keep: [1] }]);
  expect(screen.getByRole("status").textContent).toBe("conv1 · filter 2 of 4: locked in, it stays");
  expect(cell.getAttribute("aria-label")).toContain("locked in");
  fireEvent.change(search, { target: { value: "lstm 3" } });
  fireEvent.submit(search);
  expect(screen.getByText("No layer with units is called “lstm”.")).toBeTruthy();
});

it("follows the run, and goes back through its sizes", async () => {
  const lab = openedLab();
  renderInLab(lab, <NetworkMapPanel />);
  await act(() => prune(lab));
  expect(screen.getByText(/6 of 12 units kept/)).toBeTruthy();
  const slider = screen.getByLabelText("Size shown");
  fireEvent.change(slider, { target: { value: "0" } });
  await waitFor(() => expect(screen.getByText(/2 of 12 units kept/)).toBeTruthy());
  expect(lab.store.getState().view.chosen?.size).toBe(2);
});
