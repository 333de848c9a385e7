import { describe, expect, it, vi } from "vitest";
import type { Failure } from "../core/failure.ts";
import { chooseSize } from "./actions/choose-size.ts";
import { cancel, pause, resume } from "./actions/control-run.ts";
import { estimate } from "./actions/estimate.ts";
import { exportModel } from "./actions/export-model.ts";
import { removeRun } from "./actions/keep-runs.ts";
import { openFiles } from "./actions/open-files.ts";
import { prune } from "./actions/prune.ts";
import { restartWorker } from "./actions/restart-worker.ts";
import { setBias } from "./actions/set-bias.ts";
import { blockedReason } from "./blocked.ts";
import { chosenPointOf } from "./chosen-point.ts";
import { biasOf, targetOf } from "./derived-settings.ts";
import { appraised, holdings, prepared, smoothScript, swept, verified } from "./lab-fixtures.ts";
import { runRecordOf, runRecordText } from "./run-record-of.ts";
import { scriptedLab } from "./scripted-host.ts";
import { verifiedFileOf } from "./verdict.ts";

const files = [{ name: "model.json", blob: new Blob(["{}"]) }];
const lost: Failure = { kind: "worker-lost", message: "The worker that computes has stopped." };

describe("opening files", () => {
  it("prepares and sweeps without any choice once model and data are there", async () => {
    const { lab, calls } = scriptedLab(smoothScript);
    await openFiles(lab, files);
    const { session, runs } = lab.store.getState();
    expect(session.holdings).toBe(holdings);
    expect(session.prepared).toEqual(prepared);
    expect(runs.sweep).toMatchObject({ status: "done", answer: swept });
    expect(calls.filter((call) => call.startsWith("open"))).toEqual(["open open", "open prepare", "open sweep"]);
  });

  it("waits for the dataset where there is only a model", async () => {
    const { lab } = scriptedLab({ ...smoothScript, open: () => [{ ...holdings, dataset: null }] });
    await openFiles(lab, files);
    expect(lab.store.getState().runs.prepare).toBeNull();
    expect(blockedReason(lab.store.getState(), "sweep")).toContain("Open a model and a dataset");
  });

  it("keeps every result where the new files were refused", async () => {
    let drops = 0;
    const refused: Failure = { kind: "file-unrecognised", message: "This is a picture.", where: "cat.jpg" };
    const { lab } = scriptedLab({
      ...smoothScript,
      open: () => [drops++ === 0 ? holdings : { ...holdings, failures: [refused] }],
    });
    await openFiles(lab, files);
    const before = lab.store.getState().runs.sweep;
    await openFiles(lab, [{ name: "cat.jpg", blob: new Blob(["x"]) }]);
    expect(lab.store.getState().session.holdings?.failures).toEqual([refused]);
    expect(lab.store.getState().runs.sweep).toBe(before);
  });

  it("discards everything downstream of another model", async () => {
    let drops = 0;
    const other = { ...holdings, model: { ...holdings.model!, hash: "other" } };
    const { lab } = scriptedLab({ ...smoothScript, open: () => [drops++ === 0 ? holdings : other] });
    await openFiles(lab, files);
    await prune(lab);
    setBias(lab, 0.7);
    await openFiles(lab, files);
    const { runs, view } = lab.store.getState();
    expect(runs.prunes).toEqual([]);
    expect(runs.appraised).toEqual([]);
    expect(view.bias).toBeNull();
    expect(runs.sweep?.status).toBe("done");
  });

  it("shows a failed preparation and keeps what was loaded", async () => {
    const failure: Failure = { kind: "pairing-impossible", message: "Shapes do not fit." };
    const { lab } = scriptedLab({ ...smoothScript, prepare: () => [failure] });
    await openFiles(lab, files);
    expect(lab.store.getState().runs.prepare).toMatchObject({ status: "failed", failure });
    expect(lab.store.getState().session.holdings).toBe(holdings);
    expect(lab.store.getState().runs.sweep).toBeNull();
  });
});

describe("a run", () => {
  const long = {
    ...smoothScript,
    estimate: () => Array.from({ length: 50 }, () => ({ ...smoothScript.estimate()[0]! })),
  };

  it("stops pulling when paused, goes on when resumed, and counts as one job", async () => {
    const { lab, calls } = scriptedLab(long);
    await openFiles(lab, files);
    const life = estimate(lab);
    await vi.waitFor(() => expect(calls.filter((call) => call === "next estimate").length).toBeGreaterThan(2));
    const id = lab.store.getState().runs.estimate!.id;
    expect(blockedReason(lab.store.getState(), "prune")).toContain("Power estimate");
    pause(lab, id);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const pulled = calls.length;
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(calls.length).toBe(pulled);
    expect(lab.store.getState().runs.estimate?.status).toBe("paused");
    resume(lab, id);
    await life;
    expect(lab.store.getState().runs.estimate?.status).toBe("done");
    expect(calls.filter((call) => call === "next estimate")).toHaveLength(50);
    expect(blockedReason(lab.store.getState(), "prune")).toBeNull();
  });

  it("is closed when cancelled and keeps what it found", async () => {
    const { lab, calls } = scriptedLab(long);
    await openFiles(lab, files);
    const life = estimate(lab);
    await vi.waitFor(() => expect(lab.store.getState().runs.estimate?.answer).not.toBeNull());
    cancel(lab, lab.store.getState().runs.estimate!.id);
    expect(lab.store.getState().runs.estimate?.status).toBe("cancelled");
    await life;
    expect(calls.at(-1)).toBe("close estimate");
    expect(lab.store.getState().runs.estimate?.answer).not.toBeNull();
    expect(lab.store.getState().runs.active).toBeNull();
  });

  it("survives a lost worker: a new one opens the kept files and the results stay", async () => {
    const { lab, calls } = scriptedLab({ ...smoothScript, estimate: () => [lost] }, smoothScript);
    await openFiles(lab, files);
    const sweepBefore = lab.store.getState().runs.sweep;
    await estimate(lab);
    expect(lab.store.getState().runs.estimate).toMatchObject({ status: "failed", failure: lost });
    await restartWorker(lab);
    expect(calls).toContain("terminate");
    expect(lab.store.getState().runs.estimate).toMatchObject({ status: "cancelled", failure: null });
    expect(lab.store.getState().runs.sweep).toBe(sweepBefore);
    await estimate(lab);
    expect(lab.store.getState().runs.estimate?.status).toBe("done");
  });
});

describe("the bias and the target", () => {
  it("follow the critical size until the person sets them", async () => {
    const { lab } = scriptedLab(smoothScript);
    await openFiles(lab, files);
    expect(biasOf(lab.store.getState())).toBe(0.5);
    expect(targetOf(lab.store.getState())).toBe(6);
    setBias(lab, 0.25);
    expect(targetOf(lab.store.getState())).toBe(3);
  });
});

describe("pruning and export", () => {
  it("reads the test accuracy at the end and keeps every run", async () => {
    const { lab } = scriptedLab(smoothScript);
    await openFiles(lab, files);
    await prune(lab);
    await prune(lab);
    const { runs } = lab.store.getState();
    expect(runs.prunes.map(({ name }) => name)).toEqual(["Iterated building 1", "Iterated building 2"]);
    expect(runs.appraised.map(({ size, appraisal }) => [size, appraisal])).toEqual([
      [6, appraised],
      [6, appraised],
    ]);
    removeRun(lab, runs.prunes[1]!.id);
    expect(chosenPointOf(lab.store.getState())?.run.id).toBe(runs.prunes[0]!.id);
  });

  it("offers the file once a fresh worker found it the same, and the record of it", async () => {
    const { lab, calls } = scriptedLab(smoothScript);
    await openFiles(lab, files);
    await prune(lab);
    await exportModel(lab);
    expect(calls.slice(-3)).toEqual(["next verify", "close verify", "terminate"]);
    expect(verifiedFileOf(lab.store.getState())?.verified).toEqual(verified);
    const record = runRecordOf(lab.store.getState(), new Date(0));
    expect(record).toMatchObject({ model: { hash: "aa" }, figures: { verification: { sha256: "cc" } } });
    expect(record?.figures.chosen?.plan.keep).toEqual([
      { group: "conv1", units: [0, 1, 2, 3] },
      { group: "dense1", units: [0, 1] },
    ]);
    expect(JSON.parse(runRecordText(lab.store.getState(), new Date(0)) ?? "")).toEqual(
      JSON.parse(JSON.stringify(record)),
    );
  });

  it.each([1e-3, Number.NaN])("offers no file that differs by %d", async (differenceLayersModel) => {
    const { lab } = scriptedLab({ ...smoothScript, verify: () => [{ ...verified, differenceLayersModel }] });
    await openFiles(lab, files);
    await prune(lab);
    await exportModel(lab);
    expect(lab.store.getState().runs.verify?.status).toBe("done");
    expect(verifiedFileOf(lab.store.getState())).toBeNull();
  });

  it("takes the file away when another size is chosen", async () => {
    const { lab } = scriptedLab(smoothScript);
    await openFiles(lab, files);
    await prune(lab);
    await exportModel(lab);
    chooseSize(lab, lab.store.getState().runs.prunes[0]!.id, 4);
    expect(verifiedFileOf(lab.store.getState())).toBeNull();
    expect(chosenPointOf(lab.store.getState())?.point?.size).toBe(4);
  });
});
