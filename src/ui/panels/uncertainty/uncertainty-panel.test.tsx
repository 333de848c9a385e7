// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { openFiles } from "../../../state/actions/open-files.ts";
import { setSide } from "../../../state/actions/set-side.ts";
import { prepared, smoothScript, swept } from "../../../state/lab-fixtures.ts";
import { type Script, scriptedLab } from "../../../state/scripted-host.ts";
import { renderInLab } from "../../render-in-lab.tsx";
import { UncertaintyPanel } from "./uncertainty-panel.tsx";

afterEach(cleanup);

async function open(script: Script = smoothScript) {
  const { lab } = scriptedLab(script);
  renderInLab(lab, <UncertaintyPanel />);
  await act(() => openFiles(lab, [{ name: "model.json", blob: new Blob(["{}"]) }]));
  return lab;
}

it("runs the surface of the two sets that the person chose", async () => {
  const lab = await open();
  act(() => setSide(lab, "dense1", "always"));
  expect(screen.getByText("Put at least one layer into each of the two sets.")).toBeTruthy();
  act(() => setSide(lab, "dense1", "first"));
  act(() => setSide(lab, "conv1", "second"));
  fireEvent.click(screen.getByRole("button", { name: "Run the surface" }));
  await waitFor(() => expect(screen.getByTestId("surface-peak").textContent).toContain("p = 0.500 (dense1)"));
  expect(lab.store.getState().runs.surface?.spec).toMatchObject({ first: ["dense1"], second: ["conv1"] });
  const surface = screen.getByRole("figure", { name: /over the kept fractions of two sets/, hidden: true });
  const twin = within(surface).getByText("As a table").closest("details") as HTMLDetailsElement;
  twin.open = true;
  fireEvent(twin, new Event("toggle"));
  expect(within(surface).getByRole("columnheader", { name: /^q, kept fraction of conv1/, hidden: true })).toBeTruthy();
});

it("shows the peaks of all statistics, rescaled and not, once both sweeps were run", async () => {
  const lab = await open({
    ...smoothScript,
    sweep: ({ settings }) => [{ ...swept, settings: { ...swept.settings, rescaled: settings.rescaled } }],
  });
  const table = () => within(screen.getByRole("region", { name: "Peaks of all statistics" }));
  expect(table().getAllByText("not run")).toHaveLength(5);
  fireEvent.click(screen.getByLabelText("Rescale kept units by 1/p"));
  fireEvent.click(screen.getByRole("button", { name: "Run the sweep" }));
  await waitFor(() => expect(lab.store.getState().runs.otherSweep).not.toBeNull());
  await waitFor(() => expect(table().queryAllByText("not run")).toHaveLength(0));
  expect(table().getAllByText("0.500 · 6 units")).toHaveLength(10);
});

it("offers for regression only what needs no votes, and speaks of explained variance", async () => {
  await open({ ...smoothScript, prepare: () => [{ ...prepared, measure: "explained-variance" }] });
  const options = screen.getByLabelText<HTMLSelectElement>("Uncertainty statistic").options;
  expect(Array.from(options, ({ value }) => value)).toEqual(["predictive-variance", "payoff-deviation"]);
  expect(screen.getByText("Explained variance of masked networks on 100 calibration examples")).toBeTruthy();
});

it("says calmly that there is no clear critical size", async () => {
  const critical = { ...swept.critical, interval: [0.1, 0.9], clear: false } as const;
  await open({ ...smoothScript, sweep: () => [{ ...swept, critical }] });
  expect(screen.getByTestId("sign").textContent).toContain("another statistic");
});
