// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { openFiles } from "../state/actions/open-files.ts";
import { prune } from "../state/actions/prune.ts";
import { repair } from "../state/actions/repair.ts";
import { setSetting } from "../state/actions/set-setting.ts";
import { prepared, smoothScript } from "../state/lab-fixtures.ts";
import { type Script, scriptedLab } from "../state/scripted-host.ts";
import { ExportPanel } from "./panels/export/export-panel.tsx";
import { ModelAndDataPanel } from "./panels/model-and-data/model-and-data-panel.tsx";
import { PowerPanel } from "./panels/power/power-panel.tsx";
import { PruningPanel } from "./panels/pruning/pruning-panel.tsx";
import { RepairPanel } from "./panels/repair/repair-panel.tsx";
import { UncertaintyPanel } from "./panels/uncertainty/uncertainty-panel.tsx";
import { renderInLab } from "./render-in-lab.tsx";

afterEach(cleanup);

const files = [{ name: "model.json", blob: new Blob(["{}"]) }];
const click = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const patient = { timeout: 8000 };
const aPart = /\b(calibration|validation|test)\b/i;
const signs = () => screen.queryAllByTestId("sign").map(({ dataset }) => `${dataset.kind} ${dataset.severity}`);
const rankedFrom = (from: "training-files" | "test-files" | null): Script => ({
  ...smoothScript,
  prepare: () => [{ ...prepared, split: prepared.split && { ...prepared.split, rankedFrom: from } }],
});

async function pruned(script: Script = smoothScript) {
  const { lab } = scriptedLab(script);
  await openFiles(lab, files);
  await prune(lab);
  return lab;
}

it("every figure of every step names its part of the split, with the number of examples", {
  timeout: 30_000,
}, async () => {
  const lab = await pruned();
  setSetting(lab, "repairKind", "fine-tune");
  await repair(lab);
  renderInLab(
    lab,
    <>
      <ModelAndDataPanel onChoose={() => {}} />
      <UncertaintyPanel />
      <PowerPanel />
      <PruningPanel />
      <RepairPanel />
      <ExportPanel />
    </>,
  );
  click("Estimate power");
  click("Read test accuracy");
  await waitFor(() => expect(screen.getByTestId("test-accuracy")).toBeTruthy(), patient);
  await waitFor(() => expect(screen.getByTestId("states")).toBeTruthy(), patient);
  click("Prepare the pruned network");
  await waitFor(() => expect(screen.getByTestId("max-difference")).toBeTruthy(), patient);
  for (const summary of screen.getAllByText("Its epochs")) {
    const details = summary.closest("details") as HTMLDetailsElement;
    details.open = true;
    fireEvent(details, new Event("toggle"));
  }
  const facts = [...document.querySelectorAll("dt")].filter(({ textContent }) => /accuracy/i.test(textContent ?? ""));
  expect(facts.length).toBeGreaterThanOrEqual(6);
  for (const fact of facts) {
    expect(fact.textContent).toMatch(aPart);
    expect(fact.nextElementSibling?.textContent).toMatch(/100 (calibration|validation|test) examples/);
  }
  const figures = screen.getAllByRole("figure").map((figure) => `${figure.ariaLabel} ${figure.textContent}`);
  expect(figures.length).toBeGreaterThanOrEqual(5);
  for (const figure of figures) expect(figure).toMatch(/(calibration|validation) examples|examples learnt from/);
  expect(document.querySelector(".q-runs")?.textContent).toContain("0.640 on validation examples at 6 units");
  expect(screen.getByText(/no prediction changed on 100 test examples/)).toBeTruthy();
});

it("asks what training saw, and warns by the answer and by where the files put the examples", async () => {
  const { lab } = scriptedLab(rankedFrom("training-files"));
  renderInLab(lab, <ModelAndDataPanel onChoose={() => {}} />);
  await act(() => openFiles(lab, files));
  expect(signs()).toEqual(["training-saw notice"]);
  const question = screen.getByLabelText("Which of these examples did the training see?");
  fireEvent.change(question, { target: { value: "training-files" } });
  expect(signs()).toEqual(["training-saw warning"]);
  fireEvent.change(question, { target: { value: "none" } });
  expect(signs()).toEqual([]);
  fireEvent.change(screen.getByLabelText("Calibration and validation examples from"), {
    target: { value: "test-files" },
  });
  expect(screen.getByText("takes the changed settings")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Prepare again" }));
  await waitFor(() => expect(lab.store.getState().runs.prepare?.spec.rankFrom).toBe("test-files"), patient);
});

it("does not offer the test files of data that have none", async () => {
  const { lab } = scriptedLab(rankedFrom(null));
  renderInLab(lab, <ModelAndDataPanel onChoose={() => {}} />);
  await act(() => openFiles(lab, files));
  expect(screen.queryByLabelText("Calibration and validation examples from")).toBeNull();
  expect(signs()).toEqual(["training-saw notice"]);
});

it("names the copies that were found between the parts", async () => {
  const none = { found: 0, of: 100, leftOut: false };
  const copies = { validation: none, test: { found: 3, of: 100, leftOut: true } };
  const split = prepared.split && { ...prepared.split, copies };
  const { lab } = scriptedLab({ ...smoothScript, prepare: () => [{ ...prepared, split }] });
  renderInLab(lab, <ModelAndDataPanel onChoose={() => {}} />);
  await act(() => openFiles(lab, files));
  expect(signs()).toContain("copies-between-parts notice");
  expect(screen.getByText(/3 test examples of 100 are exact copies/)).toBeTruthy();
});

it("warns beside the test figure once another network's was read before", { timeout: 15_000 }, async () => {
  const lab = await pruned();
  renderInLab(lab, <PruningPanel />);
  click("Read test accuracy");
  await waitFor(() => expect(screen.getByTestId("test-accuracy")).toBeTruthy(), patient);
  const readings = () => signs().filter((sign) => sign.startsWith("several-readings"));
  expect(readings()).toEqual([]);
  const run = lab.store.getState().runs.prunes[0]?.id ?? "";
  act(() => lab.store.setState(({ view }) => ({ view: { ...view, chosen: { run, size: 4 } } })));
  expect(readings()).toEqual(["several-readings notice"]);
  expect(screen.getByText(/Read so far: the test accuracy of 1 network\./)).toBeTruthy();
  click("Read test accuracy");
  await waitFor(() => expect(readings()).toEqual(["several-readings warning"]), patient);
  expect(screen.getByText(/The test figures of 2 networks were read/)).toBeTruthy();
});

it("says of a fine-tuned network that validation examples chose its epoch", async () => {
  const lab = await pruned();
  setSetting(lab, "repairKind", "fine-tune");
  await repair(lab);
  renderInLab(lab, <RepairPanel />);
  expect(signs()).toEqual(["chosen-among-epochs notice"]);
});
