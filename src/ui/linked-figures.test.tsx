// @vitest-environment happy-dom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { addNetwork } from "../state/actions/compare-networks.ts";
import { estimate } from "../state/actions/estimate.ts";
import { hoverUnit } from "../state/actions/hover-unit.ts";
import { measureNetworks } from "../state/actions/measure-networks.ts";
import { openFiles } from "../state/actions/open-files.ts";
import { prune } from "../state/actions/prune.ts";
import { chosenPointOf } from "../state/chosen-point.ts";
import { holdings, smoothScript } from "../state/lab-fixtures.ts";
import { scriptedLab } from "../state/scripted-host.ts";
import { ComparisonPanel } from "./panels/comparison/comparison-panel.tsx";
import { RunList } from "./panels/pruning/run-list.tsx";
import { MagnitudeQuestion } from "./panels/questions/magnitude-question.tsx";
import { renderInLab } from "./render-in-lab.tsx";

configure({ defaultHidden: true });
afterEach(cleanup);

const files = [{ name: "model.json", blob: new Blob(["{}"]) }];

it("power is drawn against the size of the weights, in units of the estimate's own worth", async () => {
  const { lab } = scriptedLab(smoothScript);
  renderInLab(lab, <MagnitudeQuestion />);
  await act(() => openFiles(lab, files));
  expect(screen.getByText(/Estimate power first/)).toBeTruthy();
  await act(() => estimate(lab));
  const figure = await screen.findByRole("figure");
  expect(figure.getAttribute("aria-label")).toMatch(
    /^Power, in units of accuracy on 100 calibration examples, against the L2 norm of the unit’s weights, of 12 units\./,
  );
  act(() => hoverUnit(lab, 5));
  expect(screen.getByText(/^dense1 · neuron 2 of 8, power .*, norm 1\.1$/)).toBeTruthy();
  fireEvent.click(screen.getByLabelText("Within its layer"));
  expect(screen.getByRole("figure").getAttribute("aria-label")).toContain("÷ that of its layer");
});

it("a session that was kept before weights were measured says so", async () => {
  const { magnitudes: _, ...model } = holdings.model!;
  const { lab } = scriptedLab({ ...smoothScript, open: () => [{ ...holdings, model }] });
  renderInLab(lab, <MagnitudeQuestion />);
  await act(() => openFiles(lab, files));
  await act(() => estimate(lab));
  expect(await screen.findByText(/open the network again/)).toBeTruthy();
});

it("a network that is pointed at lights in the list, the table and its run; a class among its examples", async () => {
  const { lab } = scriptedLab(smoothScript);
  renderInLab(
    lab,
    <>
      <RunList />
      <ComparisonPanel />
    </>,
  );
  await act(() => openFiles(lab, files));
  await act(() => prune(lab));
  const chosen = chosenPointOf(lab.store.getState());
  if (!chosen?.point) throw new Error("nothing was pruned");
  const { run, point } = chosen;
  act(() => addNetwork(lab, run.id, point));
  await act(() => measureNetworks(lab, "validation"));
  await waitFor(() => expect(screen.getByTestId("flips")).toBeTruthy());
  const lit = () => [...document.querySelectorAll('[data-lit="true"]')].map(({ tagName }) => tagName);
  expect(lit()).toEqual([]);
  const row = within(screen.getByTestId("comparison-table"))
    .getByRole("rowheader", { name: /6 units/ })
    .closest("tr");
  if (row === null) throw new Error("there is no such row");
  fireEvent.pointerEnter(row);
  // the run, the network in the list, its row, and the run's row below the chart
  expect(lit()).toEqual(["LI", "LI", "TR", "TR"]);
  expect(document.querySelectorAll(".q-ring")).toHaveLength(1);
  fireEvent.pointerLeave(row);
  expect(lit()).toEqual([]);

  const classes = screen.getByRole("slider", { name: "Classes" });
  fireEvent.keyDown(classes, { key: "ArrowDown" });
  expect(classes.getAttribute("aria-valuetext")).toMatch(/^1: full/);
  expect(lit()).toEqual(["LI"]);
  fireEvent.keyDown(classes, { key: "ArrowDown" });
  fireEvent.keyDown(classes, { key: "Enter" });
  expect(screen.getByText("There are none of this kind of class 2.")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "All classes again" }));
  expect(within(screen.getByTestId("flips")).getByRole("img", { name: /^Example 203: 1/ })).toBeTruthy();
});
