// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { openFiles } from "../../state/actions/open-files.ts";
import { setSetting } from "../../state/actions/set-setting.ts";
import { estimated, smoothScript } from "../../state/lab-fixtures.ts";
import type { Script } from "../../state/scripted-host.ts";
import { scriptedLab } from "../../state/scripted-host.ts";
import { PowerPanel } from "../panels/power/power-panel.tsx";
import { renderInLab } from "../render-in-lab.tsx";

afterEach(cleanup);

async function open(script: Script = smoothScript) {
  const { lab } = scriptedLab(script);
  renderInLab(lab, <PowerPanel />);
  await act(() => openFiles(lab, [{ name: "model.json", blob: new Blob(["{}"]) }]));
  return lab;
}

const choice = () => screen.getByLabelText<HTMLSelectElement>("Examples a coalition");

it("plays on all examples until the person chooses otherwise, and sends what was chosen", async () => {
  const lab = await open();
  expect(choice().value).toBe("all");
  fireEvent.change(choice(), { target: { value: "number" } });
  fireEvent.change(screen.getByLabelText("Examples of each"), { target: { value: "40" } });
  expect(lab.store.getState().settings.examplesEach).toBe(40);
  fireEvent.change(choice(), { target: { value: "balanced" } });
  expect(screen.queryByLabelText("Examples of each")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Estimate power" }));
  await waitFor(() => expect(lab.store.getState().runs.estimate?.status).toBe("done"));
  expect(lab.store.getState().runs.estimate?.spec.examplesEach).toBe("balanced");
});

it("says why all examples are used where fewer would be wrong", async () => {
  const lab = await open();
  act(() => setSetting(lab, "examplesEach", "balanced"));
  act(() => setSetting(lab, "calibration", 500));
  fireEvent.change(screen.getByLabelText("Estimator"), { target: { value: "marginal pairs" } });
  expect(screen.getByText("all: this estimator needs them")).toBeTruthy();
  act(() => setSetting(lab, "estimator", "least squares"));
  expect(screen.getByText("fewer examples and more coalitions, for the same work")).toBeTruthy();
  act(() => setSetting(lab, "payoff", "balanced-accuracy"));
  expect(screen.getByText("all: this worth is no mean over examples")).toBeTruthy();
});

it("tells how many examples a coalition had, and what the coalitions cost", async () => {
  const few = { ...estimated, evaluations: 2440, examplesEach: 100, work: 898, exampleError: null };
  await open({ ...smoothScript, estimate: () => [few] });
  fireEvent.click(screen.getByRole("button", { name: "Estimate power" }));
  await waitFor(() => expect(screen.getByTestId("estimator")).toBeTruthy());
  expect(screen.getByTestId("estimator").textContent).toContain(
    "2,440 coalitions of 100 examples each, as much work as 898 of all",
  );
});
