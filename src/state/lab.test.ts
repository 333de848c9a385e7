import { describe, expect, it, vi } from "vitest";
import type { Failure } from "../core/failure.ts";
import { appraiseChosen } from "./actions/appraise.ts";
import { chooseSize } from "./actions/choose-size.ts";
import { cancel, pause, resume } from "./actions/control-run.ts";
import { estimate } from "./actions/estimate.ts";
import { exportModel } from "./actions/export-model.ts";
import { removeRun } from "./actions/keep-runs.ts";
import { openFiles } from "./actions/open-files.ts";
import { openSample } from "./actions/open-sample.ts";
import { prepareAgain } from "./actions/prepare-again.ts";
import { prune } from "./actions/prune.ts";
import { restartWorker } from "./actions/restart-worker.ts";
import { setBias } from "./actions/set-bias.ts";
import { setPairing } from "./actions/set-pairing.ts";
import { setSetting } from "./actions/set-setting.ts";
import { solveTinyGame } from "./actions/solve-tiny-game.ts";
import { sweep } from "./actions/sweep.ts";
import { blockedReason } from "./blocked.ts";
import { chosenPointOf } from "./chosen-point.ts";
import { biasOf, targetOf } from "./derived-settings.ts";
import { appraised, holdings, prepared, smoothScript, swept, verified } from "./lab-fixtures.ts";
import { lossesOf } from "./losses.ts";
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
    const { runs, settings } = lab.store.getState();
    expect(runs.prunes).toEqual([]);
    expect(runs.appraised).toEqual([]);
    expect(settings.bias).toBeNull();
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

describe("a network without prunable units", () => {
  it("is prepared and not swept, and it is said why", async () => {
    const bare = { ...holdings, model: { ...holdings.model!, players: 0, groups: [] } };
    const { lab } = scriptedLab({ ...smoothScript, open: () => [bare] });
    await openFiles(lab, files);
    expect(lab.store.getState().runs.sweep).toBeNull();
    expect(blockedReason(lab.store.getState(), "sweep")).toBe(
      "No unit of this network can be pruned. out: The output keeps its classes.",
    );
  });
});

describe("the sample", () => {
  it("says that it could not be fetched only where that is so", async () => {
    const { lab } = scriptedLab({ ...smoothScript, open: () => [lost] });
    lab.fetchBlob = async () => new Blob(["{}"]);
    await openSample(lab);
    expect(lab.store.getState().session.failure).toBeNull();
    expect(lab.store.getState().runs.open?.failure).toMatchObject({ kind: "worker-lost" });
    lab.fetchBlob = async () => {
      throw new Error("offline");
    };
    await openSample(lab);
    expect(lab.store.getState().session.failure?.message).toContain("could not be fetched");
  });
});

describe("preparing again", () => {
  it("is what a chosen pairing waits for; until then every result stays", async () => {
    const { lab } = scriptedLab(smoothScript);
    await openFiles(lab, files);
    await prune(lab);
    const values = { kind: "affine", scale: [1 / 255], offset: [0] } as const;
    setPairing(lab, { values });
    expect(lab.store.getState().runs.prunes).toHaveLength(1);
    expect(lab.store.getState().session.prepared).toEqual(prepared);
    await prepareAgain(lab);
    expect(lab.store.getState().runs.prunes).toHaveLength(0);
    expect(lab.store.getState().runs.prepare?.spec.pairing).toEqual({ values });
  });

  it("leaves nothing prepared where another worker cannot open the files", async () => {
    const broken: Failure = { kind: "unexpected", message: "The file is gone." };
    const { lab } = scriptedLab(smoothScript, { ...smoothScript, open: () => [broken] });
    await openFiles(lab, files);
    setSetting(lab, "backend", "cpu");
    await prepareAgain(lab);
    expect(lab.store.getState().session.prepared).toBeNull();
    expect(lab.store.getState().runs.open?.failure).toEqual(broken);
  });

  it("says beforehand what it would discard", async () => {
    const { lab } = scriptedLab(smoothScript);
    await openFiles(lab, files);
    expect(lossesOf(lab.store.getState())).toBeNull();
    await prune(lab);
    expect(lossesOf(lab.store.getState())).toBe("1 pruning run");
    await prune(lab);
    await exportModel(lab);
    expect(lossesOf(lab.store.getState())).toBe("2 pruning runs and a verified file");
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
    // five times in a row: the lab gives up
    const losing = { ...smoothScript, estimate: () => [lost] };
    const { lab, calls } = scriptedLab(losing, losing, losing, losing, losing, smoothScript);
    await openFiles(lab, files);
    const sweepBefore = lab.store.getState().runs.sweep;
    await estimate(lab);
    expect(lab.store.getState().runs.estimate).toMatchObject({ status: "failed", failure: { kind: "worker-lost" } });
    setSetting(lab, "splitSeed", 5);
    await restartWorker(lab);
    expect(calls).toContain("terminate");
    expect(lab.store.getState().runs.prepare?.spec.seed).toBe(1);
    expect(lab.store.getState().runs.estimate).toMatchObject({ status: "cancelled", failure: null });
    expect(lab.store.getState().runs.sweep).toBe(sweepBefore);
    await estimate(lab);
    expect(lab.store.getState().runs.estimate?.status).toBe("done");
  });
});

it("lets go of a lost worker where there is nothing to open again", async () => {
  const losing = { ...smoothScript, tiny: () => [lost] };
  const { lab, calls } = scriptedLab(losing, losing, losing, losing, losing, smoothScript);
  await solveTinyGame(lab);
  expect(lab.store.getState().runs.tiny?.failure).toMatchObject({ kind: "worker-lost" });
  await restartWorker(lab);
  expect(calls.slice(calls.lastIndexOf("terminate"))).toEqual(["terminate"]);
  expect(lab.store.getState().runs.tiny?.failure).toBeNull();
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
  it("keeps every run, under a name that no other has or had", async () => {
    const { lab } = scriptedLab(smoothScript);
    await openFiles(lab, files);
    await prune(lab);
    await prune(lab);
    const { runs } = lab.store.getState();
    expect(runs.prunes.map(({ name }) => name)).toEqual(["Iterated building 1", "Iterated building 2"]);
    removeRun(lab, runs.prunes[1]!.id);
    expect(chosenPointOf(lab.store.getState())?.run.id).toBe(runs.prunes[0]!.id);
    await prune(lab);
    expect(lab.store.getState().runs.prunes.map(({ name }) => name)).toEqual([
      "Iterated building 1",
      "Iterated building 3",
    ]);
  });

  it("reads the test examples of a point when asked, and of the exported one, and of no other", async () => {
    const { lab, calls } = scriptedLab(smoothScript);
    await openFiles(lab, files);
    await prune(lab);
    await prune(lab);
    expect(calls).not.toContain("open appraise");
    const [first, second] = lab.store.getState().runs.prunes.map(({ id }) => id) as [string, string];
    chooseSize(lab, first, 4);
    await appraiseChosen(lab);
    expect(lab.store.getState().runs.appraised).toEqual([{ run: first, size: 4, repair: null, appraisal: appraised }]);
    chooseSize(lab, second, 6);
    const life = exportModel(lab);
    await vi.waitFor(() => expect(calls).toContain("open verify"), { interval: 1 });
    lab.store.setState(({ view }) => ({ view: { ...view, chosen: { run: first, size: 2 } } }));
    await life;
    expect(lab.store.getState().runs.appraised.map(({ run, size }) => [run, size])).toEqual([
      [first, 4],
      [second, 6],
    ]);
  });

  it("keeps the export when another run is removed", async () => {
    const { lab } = scriptedLab(smoothScript);
    await openFiles(lab, files);
    await prune(lab);
    await prune(lab);
    const [first, second] = lab.store.getState().runs.prunes.map(({ id }) => id) as [string, string];
    chooseSize(lab, first, 4);
    await exportModel(lab);
    removeRun(lab, second);
    expect(verifiedFileOf(lab.store.getState())).not.toBeNull();
    removeRun(lab, first);
    expect(verifiedFileOf(lab.store.getState())).toBeNull();
  });

  it("ranks by the estimate at hand only where the settings, seed included, still ask for it", async () => {
    const { lab } = scriptedLab(smoothScript);
    await openFiles(lab, files);
    setSetting(lab, "strategy", "top-n");
    await estimate(lab);
    await prune(lab);
    setSetting(lab, "seed", 2);
    await prune(lab);
    const [first, second] = lab.store.getState().runs.prunes;
    expect(first?.spec.estimate?.power).toBe(lab.store.getState().runs.estimate?.answer?.power);
    expect(second?.spec.estimate).toBeNull();
  });

  it("records what the run was decided from, whatever the panels say by now", async () => {
    const { lab } = scriptedLab(smoothScript);
    await openFiles(lab, files);
    setSetting(lab, "strategy", "top-n");
    await estimate(lab);
    await prune(lab);
    for (const name of ["seed", "splitSeed"] as const) setSetting(lab, name, 9);
    setSetting(lab, "index", "shapley");
    await sweep(lab);
    await estimate(lab);
    const record = runRecordOf(lab.store.getState(), new Date(0));
    expect(record).toMatchObject({
      split: { seed: 1 },
      sweep: { seed: 1 },
      estimate: { seed: 1, index: { kind: "biased-banzhaf", bias: 0.5 } },
      prune: { seed: 1 },
    });
    setSetting(lab, "strategy", "iterated-building");
    await prune(lab);
    expect(runRecordOf(lab.store.getState(), new Date(0))).toMatchObject({ sweep: { seed: 9 }, estimate: null });
  });

  it("offers the file once a fresh worker found it the same, and the record of it", async () => {
    const { lab, calls } = scriptedLab(smoothScript);
    await openFiles(lab, files);
    await prune(lab);
    await exportModel(lab);
    expect(calls.slice(calls.indexOf("next verify")).slice(0, 3)).toEqual(["next verify", "close verify", "terminate"]);
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

  it.each([1e-3, Number.NaN])("offers no file that differs by %d", async (relative) => {
    const { lab } = scriptedLab({ ...smoothScript, verify: () => [{ ...verified, relative }] });
    await openFiles(lab, files);
    await prune(lab);
    await exportModel(lab);
    expect(lab.store.getState().runs.verify?.status).toBe("done");
    expect(verifiedFileOf(lab.store.getState())).toBeNull();
  });

  it("fails the verification, and rejects nothing, where no fresh worker can be started", async () => {
    const { lab } = scriptedLab(smoothScript);
    await openFiles(lab, files);
    await prune(lab);
    lab.freshLink = () => {
      throw new Error("no more workers");
    };
    await exportModel(lab);
    expect(lab.store.getState().runs.verify).toMatchObject({ status: "failed" });
    expect(lab.store.getState().runs.active).toBeNull();
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
