import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { indexedDbStore } from "../../storage/indexed-db-store.ts";
import { estimate } from "../actions/estimate.ts";
import { exportModel } from "../actions/export-model.ts";
import { openFiles } from "../actions/open-files.ts";
import { prune } from "../actions/prune.ts";
import { repair } from "../actions/repair.ts";
import { startAfresh } from "../actions/start-afresh.ts";
import { blockedReason } from "../blocked.ts";
import type { Lab } from "../lab.ts";
import { holdings, prepared, smoothScript } from "../lab-fixtures.ts";
import type { Script } from "../scripted-host.ts";
import { verifiedFileOf } from "../verdict.ts";
import { busyVisit, droppedFiles as files, visit } from "./visit-fixture.ts";

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const database = () => openDB("quorum", 1);
const keeping = (lab: Lab) => lab.store.getState().keeping;

describe("a reload", () => {
  it("shows every figure as it was, choices and settings too", async () => {
    const before = (await busyVisit({ store: indexedDbStore() })).store.getState();
    const { lab, reopened } = await visit({ store: indexedDbStore() });
    const after = lab.store.getState();
    expect(after.runs).toEqual({ ...before.runs, open: after.runs.open, appraise: null, active: after.runs.active });
    expect(after.runs.estimate?.answer?.power).toBeInstanceOf(Float64Array);
    expect(after.settings).toEqual(before.settings);
    expect(after.view).toEqual(before.view);
    expect(after.session.prepared).toEqual(prepared);
    expect(keeping(lab).restored).toMatch(
      /^Restored from .*: the uncertainty sweep, the power estimate, 2 pruning runs, 1 step of repair and 1 test reading\.$/,
    );
    await reopened;
  });

  it("opens and prepares the files again with the same spec, and what was restored can be worked with", async () => {
    const before = await busyVisit({ store: indexedDbStore() });
    const { lab, calls, reopened } = await visit({ store: indexedDbStore() });
    expect(blockedReason(lab.store.getState(), "prune")).toMatch(/being opened again/);
    await reopened;
    expect(calls.filter((call) => call.startsWith("open"))).toEqual(["open open", "open prepare"]);
    expect(lab.store.getState().runs.prepare?.spec).toEqual(before.store.getState().runs.prepare?.spec);
    expect(blockedReason(lab.store.getState(), "prune")).toBeNull();
    await exportModel(lab);
    expect(verifiedFileOf(lab.store.getState())).not.toBeNull();
    await prune(lab);
    const { prunes } = lab.store.getState().runs;
    expect(prunes.map(({ name }) => name)).toEqual([
      "Iterated building 1",
      "Iterated building 2",
      "Iterated building 3",
    ]);
    expect(new Set(prunes.map(({ id }) => id)).size).toBe(3);
  });

  it("keeps what a run under way had found, and says that the reload ended it", async () => {
    const { lab } = await visit({ store: indexedDbStore() });
    await openFiles(lab, files);
    await estimate(lab);
    lab.store.setState(({ runs }) => ({
      runs: { ...runs, estimate: runs.estimate && { ...runs.estimate, status: "running" } },
    }));
    await lab.keeper?.flush();
    const { lab: later } = await visit({ store: indexedDbStore() });
    expect(later.store.getState().runs.estimate).toMatchObject({ status: "cancelled", interrupted: true });
    expect(later.store.getState().runs.estimate?.answer?.evaluations).toBe(120);
  });

  it("survives twice, and writes nothing that has not changed", async () => {
    await busyVisit({ store: indexedDbStore() });
    const { lab, reopened } = await visit({ store: indexedDbStore() });
    await reopened;
    await lab.keeper?.flush();
    const write = vi.fn(indexedDbStore().write);
    const { lab: third, reopened: done } = await visit({ store: { ...indexedDbStore(), write } });
    expect(third.store.getState().runs.prunes).toHaveLength(2);
    await third.keeper?.flush();
    expect(write.mock.calls.flatMap(([change]) => [...change.records.keys()])).toEqual([]);
    await done;
  });

  it("lets the address win over kept settings", async () => {
    await busyVisit({ store: indexedDbStore() });
    const { lab, reopened } = await visit({ store: indexedDbStore(), query: "?seed=9" });
    expect(lab.store.getState().settings.seed).toBe(9);
    await reopened;
  });

  it("restores nothing where nothing was kept, and begins", async () => {
    const { lab } = await visit({ store: indexedDbStore() });
    expect(keeping(lab)).toMatchObject({ state: "on", restored: null, troubles: [] });
  });
});

describe("large arrays and files", () => {
  it("are written once, shared by the records that hold them, and deleted with the last", async () => {
    const weights = [{ layer: "out", weights: { kernel: { shape: [2000], values: new Float32Array(2000).fill(2) } } }];
    const script: Script = {
      ...smoothScript,
      repair: (spec) =>
        smoothScript.repair(spec).map((answer) => ({ ...answer, repaired: answer.repaired && weights })),
    };
    const write = vi.fn(indexedDbStore().write);
    const { lab } = await visit({ script, store: { ...indexedDbStore(), write } });
    await openFiles(lab, files);
    await prune(lab);
    await repair(lab);
    await lab.keeper?.flush();
    await repair(lab);
    await lab.keeper?.flush();
    const large = write.mock.calls
      .flatMap(([{ parts }]) => [...parts.values()])
      .filter((part) => !(part instanceof Blob));
    expect(large).toHaveLength(1);
    const later = await visit({ script, store: indexedDbStore() });
    const [first, second] = later.lab.store.getState().runs.repairs;
    const [made, taken] = [first?.answer?.repaired, second?.spec.repaired].map(
      (all) => all?.[0]?.weights.kernel?.values,
    );
    expect(made).toHaveLength(2000);
    expect(taken).toBe(made);
    await later.reopened;
    await startAfresh(later.lab);
    expect(await (await database()).count("parts")).toBe(0);
  });
});

describe("files that are not there any more", () => {
  it("leave the figures, say what to drop, and go on once it was dropped", async () => {
    await busyVisit({ store: indexedDbStore() });
    const db = await database();
    await db.put("records", [{ name: "model.json" }], "files");
    const { lab, calls, reopened } = await visit({ store: indexedDbStore() });
    await reopened;
    expect(lab.store.getState().session.absent).toMatch(/drop model\.json again/);
    expect(blockedReason(lab.store.getState(), "prune")).toMatch(/drop model\.json again/);
    expect(lab.store.getState().runs.prunes).toHaveLength(2);
    expect(calls).toEqual([]);
    await openFiles(lab, files);
    expect(lab.store.getState().session.absent).toBeNull();
    expect(lab.store.getState().runs.prunes).toHaveLength(2);
    expect(calls.filter((call) => call.startsWith("open"))).toEqual(["open open", "open prepare"]);
    expect(blockedReason(lab.store.getState(), "prune")).toBeNull();
  });

  it("may come one after the other", async () => {
    await busyVisit({ store: indexedDbStore() });
    await (await database()).put("records", [{ name: "model.json" }], "files");
    let drops = 0;
    const { lab, reopened } = await visit({
      store: indexedDbStore(),
      script: {
        ...smoothScript,
        open: () => [drops++ === 0 ? { ...holdings, dataset: null, kept: [0] } : { ...holdings, kept: [0, 1] }],
      },
    });
    await reopened;
    await openFiles(lab, files);
    expect(lab.store.getState().session.absent).not.toBeNull();
    expect(lab.store.getState().session.holdings?.dataset?.hash).toBe("bb");
    await openFiles(lab, [{ name: "data.csv", blob: new Blob(["1"]) }]);
    expect(lab.store.getState().session.absent).toBeNull();
    expect(lab.store.getState().runs.prunes).toHaveLength(2);
  });

  it("give way to others, with all that was made of them", async () => {
    await busyVisit({ store: indexedDbStore() });
    await (await database()).put("records", [{ name: "model.json" }], "files");
    const other = { ...holdings, model: { ...holdings.model!, hash: "other" } };
    const { lab, reopened } = await visit({
      store: indexedDbStore(),
      script: { ...smoothScript, open: () => [other] },
    });
    await reopened;
    await openFiles(lab, files);
    expect(lab.store.getState().session).toMatchObject({ absent: null, holdings: { model: { hash: "other" } } });
    expect(lab.store.getState().runs.prunes).toEqual([]);
    expect(lab.store.getState().runs.sweep?.status).toBe("done");
  });

  it("are not worked with where they turn out to be others", async () => {
    await busyVisit({ store: indexedDbStore() });
    const other = { ...holdings, model: { ...holdings.model!, hash: "other" } };
    const { lab, calls, reopened } = await visit({
      store: indexedDbStore(),
      script: { ...smoothScript, open: () => [other] },
    });
    await reopened;
    expect(lab.store.getState().session.absent).toMatch(/others now/);
    expect(lab.store.getState().runs.prunes).toHaveLength(2);
    expect(lab.store.getState().session.holdings?.model?.hash).toBe("aa");
    expect(calls).toContain("terminate");
    await lab.keeper?.flush();
    const kept = (await (await database()).get("records", "files")) as unknown[];
    expect(kept).toHaveLength(1);
  });
});
