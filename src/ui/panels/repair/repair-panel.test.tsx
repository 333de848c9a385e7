// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { openFiles } from "../../../state/actions/open-files.ts";
import { prune } from "../../../state/actions/prune.ts";
import { smoothScript } from "../../../state/lab-fixtures.ts";
import { repairedBy } from "../../../state/repair-fixture.ts";
import { runRecordOf } from "../../../state/run-record-of.ts";
import type { Script } from "../../../state/scripted-host.ts";
import { scriptedLab } from "../../../state/scripted-host.ts";
import { Page } from "../../page.tsx";
import { renderInLab } from "../../render-in-lab.tsx";

afterEach(cleanup);

const files = [{ name: "model.json", blob: new Blob(["{}"]) }];
const click = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const choose = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const steps = () => [...screen.getByTestId("repair-steps").children].map((item) => item.textContent ?? "");

async function pruned(script: Script = smoothScript) {
  const { lab, calls } = scriptedLab(script);
  renderInLab(lab, <Page />);
  await act(() => openFiles(lab, files));
  await act(() => prune(lab));
  const repairs = () => lab.store.getState().runs.repairs;
  const done = (count: number) =>
    waitFor(() => expect(repairs().filter(({ status }) => status === "done")).toHaveLength(count));
  return { lab, calls, repairs, done };
}

it("waits for a pruned network", async () => {
  const { lab } = scriptedLab(smoothScript);
  renderInLab(lab, <Page />);
  await act(() => openFiles(lab, files));
  const button = screen.getByRole<HTMLButtonElement>("button", { name: "Refit the layers" });
  expect(button.disabled).toBe(true);
});

it("shows every step with its figures before and after, and takes the last one back", async () => {
  const { repairs, done } = await pruned();
  click("Refit the layers");
  await done(1);
  choose("Repair by", "fine-tune");
  click("Fine-tune");
  await done(2);
  const [first, second] = repairs();
  expect(first?.spec).toMatchObject({ settings: { kind: "refit", penalty: 0.001 }, repaired: null, examples: 100 });
  expect(second?.spec.settings).toMatchObject({ kind: "fine-tune", optimizer: "adam", distillation: null });
  expect(second?.spec.repaired).toBe(first?.answer?.repaired);
  expect(steps()[0]).toContain("As pruned0.640");
  expect(steps()[1]).toMatch(/Least-squares refit0\.800 \(0\.780 to 0\.820, 100 validation examples\)higher by 0\.160/);
  expect(steps()[2]).toMatch(/Fine-tuning0\.900.*weights of epoch 2 of 2, from 100 calibration examples/);
  click("Undo Fine-tuning");
  await waitFor(() => expect(steps()).toHaveLength(2));
  click("Undo Least-squares refit");
  await waitFor(() => expect(screen.queryByTestId("repair-steps")).toBeNull());
});

it("refits a network that was chosen for a refit with as many examples as it was chosen with", async () => {
  const { lab, repairs, done } = await pruned();
  const [run] = lab.store.getState().runs.prunes;
  const settings = { ...run!.spec.settings, strategy: "reconstruction", refitExamples: 4000 } as const;
  act(() =>
    lab.store.setState(({ runs }) => ({
      runs: { ...runs, prunes: [{ ...run!, spec: { ...run!.spec, settings } }] },
    })),
  );
  click("Refit the layers");
  await done(1);
  choose("Repair by", "fine-tune");
  click("Fine-tune");
  await done(2);
  expect(repairs().map(({ spec }) => spec.examples)).toEqual([4000, 100]);
});

it("appraises, exports and records the repaired network, and discards the export when a step is taken back", async () => {
  const { lab, done } = await pruned();
  click("Read test accuracy");
  await waitFor(() => expect(screen.getByTestId("test-accuracy")).toBeTruthy());
  click("Refit the layers");
  await done(1);
  expect(screen.queryByTestId("test-accuracy")).toBeNull();
  click("Read test accuracy");
  await waitFor(() => expect(screen.getByTestId("test-accuracy")).toBeTruthy());
  const { repairs, appraise, appraised } = lab.store.getState().runs;
  expect(appraise?.spec.repaired).toBe(repairs[0]?.answer?.repaired);
  expect(appraised.map(({ repair }) => repair)).toEqual([null, repairs[0]?.id]);
  expect(screen.getByText(/with the chosen 6 units, as repaired/)).toBeTruthy();
  click("Prepare the pruned network");
  await waitFor(() => expect(screen.getByTestId("max-difference")).toBeTruthy());
  expect(lab.store.getState().runs.export?.spec.repaired).toBe(repairs[0]?.answer?.repaired);
  expect(runRecordOf(lab.store.getState(), new Date(0))?.repair).toMatchObject([
    { settings: { kind: "refit", penalty: 0.001 }, before: { value: 0.64 }, after: { value: 0.8 } },
  ]);
  click("Undo Least-squares refit");
  await waitFor(() => expect(screen.queryByTestId("max-difference")).toBeNull());
  expect(screen.getByTestId("test-accuracy")).toBeTruthy();
  expect(runRecordOf(lab.store.getState(), new Date(0))?.repair).toEqual([]);
});

it("keeps the steps of each size apart, and drops them with their run", async () => {
  const { lab, done, repairs } = await pruned();
  click("Refit the layers");
  await done(1);
  const run = lab.store.getState().runs.prunes[0]?.id ?? "";
  act(() => lab.store.setState(({ view }) => ({ view: { ...view, chosen: { run, size: 4 } } })));
  expect(screen.queryByTestId("repair-steps")).toBeNull();
  act(() => lab.store.setState(({ view }) => ({ view: { ...view, chosen: { run, size: 6 } } })));
  expect(steps()).toHaveLength(2);
  click(/^Remove/);
  await waitFor(() => expect(repairs()).toEqual([]));
});

it("shows fine-tuning while it goes on, and keeps the best so far of a cancelled one", async () => {
  const tuning: Script["repair"] = (spec) => {
    const [, done] = repairedBy(spec);
    if (!done) throw new Error("a fixture is missing");
    return Array.from({ length: 400 }, () => done);
  };
  const { lab, repairs } = await pruned({ ...smoothScript, repair: tuning });
  choose("Repair by", "fine-tune");
  click("Fine-tune");
  await waitFor(() => expect(repairs()[0]?.answer?.epochs.length).toBe(2));
  expect(screen.getByText("Training loss, mean of the epoch, on the examples learnt from")).toBeTruthy();
  act(() => lab.controls.get(repairs()[0]?.id ?? "")?.cancel());
  await waitFor(() => expect(repairs()[0]?.status).toBe("cancelled"));
  await waitFor(() => expect(steps()[1]).toContain("cancelled, weights of epoch 2 of 2"));
});
