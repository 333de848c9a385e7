import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, it } from "vitest";
import { type Checkpoint, noCheckpoint } from "../../jobs/checkpoint.ts";
import { indexedDbStore } from "../../storage/indexed-db-store.ts";
import { estimate } from "../actions/estimate.ts";
import { goOn } from "../actions/go-on.ts";
import { openFiles } from "../actions/open-files.ts";
import { droppedFiles as files, visit } from "./visit-fixture.ts";

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const checkpoint: Checkpoint = {
  ...noCheckpoint,
  pieces: [
    { log: "examples", at: 0, width: 1000, values: new Uint8Array(8000).fill(3), checks: new Uint32Array(8).fill(9) },
    { log: "payoff", at: 0, width: 1, values: Float64Array.of(0.5, 0.75), checks: Uint32Array.of(1, 2) },
    { log: "scores", at: 0, width: 1, values: [{ value: 0.5 }], checks: Uint32Array.of(0) },
  ],
  state: { step: 3, weights: new Float32Array(2000) },
};

/** A visit that ends while an estimate is under way. */
async function brokenOff(kept: unknown = checkpoint) {
  const { lab } = await visit({ store: indexedDbStore() });
  await openFiles(lab, files);
  await estimate(lab);
  lab.store.setState(({ runs }) => ({
    runs: {
      ...runs,
      estimate: runs.estimate && { ...runs.estimate, status: "running", checkpoint: kept as Checkpoint },
    },
  }));
  await lab.keeper?.flush();
}

/** A visit after it, and the checkpoints that its worker was opened from. */
async function laterVisit(sameTab: boolean) {
  const later = await visit({ store: indexedDbStore(), sameTab });
  const { host } = later.lab.link();
  const opened: [string, Checkpoint | undefined][] = [];
  const { open } = host;
  Object.assign(host, {
    open: (...[kind, spec, from]: Parameters<typeof open>) => {
      opened.push([kind, from]);
      return open(kind, spec, from);
    },
  });
  return { ...later, opened, run: () => later.lab.store.getState().runs.estimate };
}

it("a run that the reload of its tab broke off goes on from its checkpoint by itself", async () => {
  await brokenOff();
  const { opened, run, reopened } = await laterVisit(true);
  expect(run()).toMatchObject({ status: "cancelled", interrupted: true, goesOn: true });
  await reopened;
  expect(opened.at(-1)).toEqual(["estimate", checkpoint]);
  expect(run()).toMatchObject({ status: "done", goesOn: false, checkpoint: null, resumed: { times: 1 } });
  expect(run()?.interrupted).toBeUndefined();
});

it("waits for the person where the tab is another one, also through one more reload", async () => {
  await brokenOff();
  const { lab, reopened } = await visit({ store: indexedDbStore() });
  await reopened;
  expect(lab.store.getState().runs.estimate).toMatchObject({ status: "cancelled", goesOn: true });
  await lab.keeper?.flush();
  const third = await laterVisit(false);
  await third.reopened;
  expect(third.opened.map(([kind]) => kind)).not.toContain("estimate");
  expect(third.run()?.checkpoint).toEqual(checkpoint);
  await goOn(third.lab, third.run()?.id ?? "");
  expect(third.opened.at(-1)).toEqual(["estimate", checkpoint]);
  expect(third.run()?.status).toBe("done");
});

it("begins anew where the kept checkpoint is damaged, or of another version", async () => {
  const [piece] = checkpoint.pieces;
  for (const damaged of [
    { ...checkpoint, version: 99 },
    { ...checkpoint, pieces: [{ ...piece, width: 999 }] },
    { ...checkpoint, pieces: "none" },
    7,
  ]) {
    globalThis.indexedDB = new IDBFactory();
    await brokenOff(damaged);
    const { opened, run, reopened } = await laterVisit(true);
    await reopened;
    expect(opened.at(-1)).toEqual(["estimate", undefined]);
    expect(run()?.status).toBe("done");
  }
});
