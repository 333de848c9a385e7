// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { openFiles } from "../../../state/actions/open-files.ts";
import { prune } from "../../../state/actions/prune.ts";
import { setBias } from "../../../state/actions/set-bias.ts";
import { setSetting } from "../../../state/actions/set-setting.ts";
import { estimated, pooled, smoothScript } from "../../../state/lab-fixtures.ts";
import type { Script } from "../../../state/scripted-host.ts";
import { scriptedLab } from "../../../state/scripted-host.ts";
import { renderInLab } from "../../render-in-lab.tsx";
import { PowerPanel } from "./power-panel.tsx";

afterEach(cleanup);

const files = [{ name: "model.json", blob: new Blob(["{}"]) }];
const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
const optionsOf = (label: string) =>
  Array.from(screen.getByLabelText<HTMLSelectElement>(label).options, (option) => option.textContent);

/** As a click on the summary does in a browser. */
function unfold(summary: string) {
  const details = screen.getByText(summary).closest("details") as HTMLDetailsElement;
  details.open = true;
  fireEvent(details, new Event("toggle"));
}

async function open(script: Script = smoothScript) {
  const { lab, calls } = scriptedLab(script);
  renderInLab(lab, <PowerPanel />);
  await act(() => openFiles(lab, files));
  return { lab, calls };
}

it("counts who is kept, dropped and undecided, and says which noise the bars show", async () => {
  await open();
  fireEvent.click(button("Estimate power"));
  await waitFor(() => expect(screen.getByTestId("states").textContent).toBe("5 keep,5 drop,2 undecidedat 6 units"));
  expect(screen.getByText(/sampling of coalitions only/)).toBeTruthy();
  fireEvent.click(screen.getByLabelText("Examples"));
  expect(screen.getByText(/choice of calibration examples only/)).toBeTruthy();
  fireEvent.click(screen.getByLabelText("Both noises"));
  expect(screen.getByText(/both noises together/)).toBeTruthy();
});

it("labels the first ranking as such and claims no interval for it", async () => {
  const none = new Float64Array(12).fill(Number.NaN);
  const prior = { ...estimated, estimator: "gradient-prior", standardError: none, exampleError: null, evaluations: 0 };
  await open({ ...smoothScript, estimate: () => [prior] });
  fireEvent.click(button("Estimate power"));
  await waitFor(() =>
    expect(screen.getByText(/First ranking from backward passes; no intervals claimed/)).toBeTruthy(),
  );
  expect(screen.queryByTestId("states")).toBeNull();
});

it("offers the estimators of the index only, and sends what was chosen", async () => {
  const { lab } = await open();
  expect(optionsOf("Estimator")).toContain("Marginal pairs");
  expect(optionsOf("Estimator")).not.toContain("Kernel SHAP");
  act(() => setSetting(lab, "index", "shapley"));
  expect(optionsOf("Estimator")).toContain("Kernel SHAP");
  fireEvent.change(screen.getByLabelText("Estimator"), { target: { value: "Kernel SHAP" } });
  fireEvent.change(screen.getByLabelText("Stop when"), { target: { value: "settled" } });
  fireEvent.click(button("Estimate power"));
  await waitFor(() => expect(lab.store.getState().runs.estimate?.status).toBe("done"));
  expect(lab.store.getState().runs.estimate?.spec).toMatchObject({
    estimator: "Kernel SHAP",
    stop: { kind: "settled", count: 6, tolerance: 0, focused: false },
    priorMasks: 50,
    count: 6,
  });
});

it("warns calmly where the cut is too noisy, with what to do", async () => {
  const wide = { ...estimated, standardError: new Float64Array(12).fill(0.05) };
  await open({ ...smoothScript, estimate: () => [wide] });
  fireEvent.click(button("Estimate power"));
  await waitFor(() =>
    expect(screen.getByTestId("sign").textContent).toMatch(/too near the cut at 6.*more evaluations/),
  );
});

it("ranks by any d from one pool, says what is extrapolated, and hands the ranking over without new evaluations", async () => {
  const { lab, calls } = await open();
  act(() => setSetting(lab, "ranking", "pool"));
  fireEvent.click(button("Fill the pool"));
  await waitFor(() => expect(screen.getByTestId("states")).toBeTruthy());
  const asked = calls.length;
  const top = () => /Highest: (.*?),/.exec(screen.getAllByRole("figure")[0]?.getAttribute("aria-label") ?? "")?.[1];
  act(() => setBias(lab, 0.2));
  expect(top()).toBe("conv1 · filter 1 of 4");
  act(() => setBias(lab, 0.8));
  expect(top()).toBe("conv1 · filter 2 of 4");
  expect(screen.queryByTestId("extrapolated")).toBeNull();
  act(() => setBias(lab, 0.95));
  expect(screen.getByTestId("extrapolated").textContent).toContain("Extrapolated");
  fireEvent.click(screen.getByLabelText("Shapley"));
  expect(screen.queryByTestId("extrapolated")).toBeNull();
  expect(calls.length).toBe(asked);
  act(() => setSetting(lab, "strategy", "top-n"));
  await act(() => prune(lab));
  const spec = lab.store.getState().runs.prunes[0]?.spec;
  expect(spec?.estimate?.power).toEqual(pooled.shapley);
});

it("answers the questions of d, spares and irreplaceable units", async () => {
  const { lab } = await open();
  act(() => setSetting(lab, "ranking", "pool"));
  unfold("How much does the ranking depend on d?");
  expect(button("Measure sensitivity").disabled).toBe(true);
  fireEvent.click(button("Fill the pool"));
  await waitFor(() => expect(screen.getByRole("figure", { name: /^Rank correlation/ })).toBeTruthy());
  fireEvent.click(button("Measure sensitivity"));
  await waitFor(() =>
    expect(screen.getByRole("figure", { name: /Validation accuracy of the top 6 units against d/ })).toBeTruthy(),
  );
  await waitFor(() => expect(lab.store.getState().runs.otherSensitivity?.spec.scope).toBe("global"));
  await waitFor(() => expect(lab.store.getState().runs.active).toBeNull());
  unfold("Which units are each other's spare?");
  fireEvent.click(button("Top 8"));
  fireEvent.click(button("Measure interaction"));
  await waitFor(() => expect(screen.getByTestId("interaction").textContent).toContain("need each other"));
  expect(within(screen.getByTestId("interaction")).getByRole("figure").getAttribute("aria-label")).toContain(
    "Lowest: conv1 · filter 1 of 4 and conv1 · filter 2 of 4: −0.04, standard error 0.005; spares of each other",
  );
  unfold("Which units are irreplaceable?");
  await waitFor(() => expect(button("Find irreplaceable units").disabled).toBe(false));
  fireEvent.click(button("Find irreplaceable units"));
  await waitFor(() => expect(screen.getByTestId("least-core").textContent).toContain("118"));
  expect(screen.getByTestId("least-core").textContent).toContain("cannot be learned from samples");
});

it("one layer at a time: says that power compares within layers, and what each layer's game was", async () => {
  const layers = [
    {
      group: "conv1",
      players: 4,
      evaluations: 16,
      degreesOfFreedom: Number.POSITIVE_INFINITY,
      estimator: "exact enumeration",
    },
    { group: "dense1", players: 8, evaluations: 104, degreesOfFreedom: 95, estimator: "least squares" },
  ];
  const { lab } = await open({ ...smoothScript, estimate: () => [{ ...estimated, layers }] });
  fireEvent.change(screen.getByLabelText("Which units play"), { target: { value: "layer-by-layer" } });
  expect(lab.store.getState().settings.plays).toBe("layer-by-layer");
  fireEvent.click(button("Estimate power"));
  await waitFor(() => expect(screen.getByTestId("layer-games").textContent).toMatch(/within their layer/));
  expect(screen.getByTestId("states").textContent).toMatch(/cut within each layer/);
  expect(lab.store.getState().runs.estimate?.spec.plays).toBe("layer-by-layer");
  const games = within(screen.getByRole("region", { name: "Games of the layers", hidden: true }));
  expect(games.getByText("exact enumeration")).toBeTruthy();
  const [twin] = screen.getAllByText("As a table").map((summary) => summary.closest("details"));
  if (!twin) throw new Error("there is no table");
  twin.open = true;
  fireEvent(twin, new Event("toggle"));
  expect(screen.getByRole("columnheader", { name: "rank in layer" })).toBeTruthy();
});
