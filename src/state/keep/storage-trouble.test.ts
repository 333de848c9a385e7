import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { indexedDbStore } from "../../storage/indexed-db-store.ts";
import { estimate } from "../actions/estimate.ts";
import { openFiles } from "../actions/open-files.ts";
import { prune } from "../actions/prune.ts";
import { forgetSession, keepAgain, startAfresh } from "../actions/start-afresh.ts";
import type { Lab } from "../lab.ts";
import type { SessionStore, StoreChange } from "./session-store.ts";
import { busyVisit, droppedFiles as files, visit } from "./visit-fixture.ts";

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const database = () => openDB("quorum", 1);
const keeping = (lab: Lab) => lab.store.getState().keeping;
const heldIn = async (key: string) => (await database()).get("records", key);

/** A storage that refuses some changes. */
function refusing(refuses: (change: StoreChange) => boolean, name = "QuotaExceededError"): SessionStore {
  const store = indexedDbStore();
  return {
    ...store,
    write: async (change, claim) => {
      if (refuses(change)) throw new DOMException("no", name);
      return store.write(change, claim);
    },
  };
}

describe("a browser that lets nothing be stored", () => {
  it.each([
    ["SecurityError", /private window/],
    ["TimeoutError", /does not answer/],
  ])("says so in a sentence (%s), and the lab goes on", async (name, words) => {
    const store: SessionStore = {
      ...indexedDbStore(),
      read: () => Promise.reject(new DOMException("no", name)),
    };
    const { lab } = await visit({ store });
    expect(keeping(lab)).toMatchObject({ state: "off", restored: null, troubles: [expect.stringMatching(words)] });
    await openFiles(lab, files);
    expect(lab.store.getState().runs.sweep?.status).toBe("done");
  });

  it("is one without IndexedDB", async () => {
    Reflect.deleteProperty(globalThis, "indexedDB");
    const { lab } = await visit({ store: indexedDbStore() });
    expect(keeping(lab).troubles).toEqual([expect.stringMatching(/lets the page store nothing/)]);
  });
});

describe("a full storage", () => {
  it("keeps the figures where only the files have no room, and asks for them at the next visit", async () => {
    const store = refusing(({ parts }) => [...parts.values()].some((part) => part instanceof Blob));
    await busyVisit({ store });
    const { lab, reopened } = await visit({ store: indexedDbStore() });
    await reopened;
    expect(lab.store.getState().runs.prunes).toHaveLength(2);
    expect(lab.store.getState().session.absent).toMatch(/drop model\.json again/);
  });

  it("tries again after a while, though nothing has changed", async () => {
    let full = true;
    const store = refusing(({ records }) => full && [...records.keys()].some((key) => key.startsWith("prunes/")));
    const { lab } = await visit({ store, retryRest: 20 });
    await openFiles(lab, files);
    await prune(lab);
    await lab.keeper?.flush();
    const key = `prunes/${lab.store.getState().runs.prunes[0]?.id}`;
    expect(await heldIn(key)).toBeUndefined();
    full = false;
    await vi.waitFor(async () => expect(await heldIn(key)).toBeDefined());
    await vi.waitFor(() => expect(keeping(lab).troubles).toEqual([]));
  });

  it("names what it does not keep, keeps the rest, and takes the words back when there is room", async () => {
    let full = true;
    const store = refusing(({ records }) => full && [...records.keys()].some((key) => key.startsWith("prunes/")));
    const { lab } = await visit({ store });
    await openFiles(lab, files);
    await estimate(lab);
    await prune(lab);
    await lab.keeper?.flush();
    expect(keeping(lab).troubles).toEqual([
      "Not kept for the next visit, as the browser's storage is full: Iterated building 1. Everything goes on here.",
    ]);
    expect(await heldIn("estimate")).toBeDefined();
    full = false;
    lab.store.setState(({ runs }) => ({ runs: { ...runs, prunes: runs.prunes.map((run) => ({ ...run })) } }));
    await lab.keeper?.flush();
    expect(keeping(lab).troubles).toEqual([]);
    expect((await visit({ store: indexedDbStore() })).lab.store.getState().runs.prunes).toHaveLength(1);
  });

  it("says that nothing is kept where it takes nothing at all", async () => {
    const { lab } = await visit({ store: refusing(() => true) });
    await openFiles(lab, files);
    await lab.keeper?.flush();
    expect(keeping(lab).troubles[0]).toMatch(/storage is full: anything of this session/);
    expect(keeping(lab).size).toBeNull();
  });
});

describe("a session of another version", () => {
  it("is refused and left alone until the person starts afresh", async () => {
    await busyVisit({ store: indexedDbStore() });
    const db = await database();
    await db.put("head", { ...(await db.get("head", "session")), version: 99 }, "session");
    const { lab } = await visit({ store: indexedDbStore() });
    expect(keeping(lab)).toMatchObject({ state: "refused", troubles: [expect.stringMatching(/version 99/)] });
    expect(lab.store.getState().runs.prunes).toEqual([]);
    await openFiles(lab, files);
    await lab.keeper?.flush();
    expect(await db.get("head", "session")).toMatchObject({ version: 99 });
    expect(await db.count("records")).toBeGreaterThan(8);
    await startAfresh(lab);
    expect(keeping(lab)).toMatchObject({ state: "on", troubles: [] });
    await openFiles(lab, files);
    await lab.keeper?.flush();
    expect(await db.get("head", "session")).toMatchObject({ version: 1 });
  });

  it("is refused too where the whole database is newer", async () => {
    (await openDB("quorum", 7)).close();
    const { lab } = await visit({ store: indexedDbStore() });
    expect(keeping(lab)).toMatchObject({ state: "refused", troubles: [expect.stringMatching(/newer version/)] });
    await startAfresh(lab);
    await openFiles(lab, files);
    await lab.keeper?.flush();
    expect(keeping(lab)).toMatchObject({ state: "on", troubles: [] });
    expect(await heldIn("sweep")).toBeDefined();
  });
});

describe("two tabs", () => {
  it("the second keeps nothing, restores nothing and says so", async () => {
    await busyVisit({ store: indexedDbStore() });
    const { lab } = await visit({ store: indexedDbStore(), claim: async () => false });
    expect(keeping(lab)).toMatchObject({ state: "off", troubles: [expect.stringMatching(/Another tab/)] });
    await openFiles(lab, files);
    await lab.keeper?.flush();
    expect(lab.keeper).toBeNull();
    expect((await visit({ store: indexedDbStore() })).lab.store.getState().runs.prunes).toHaveLength(2);
  });

  it("that cannot see each other do not mix: the later one keeps, the earlier one stops and says so", async () => {
    const first = await busyVisit({ store: indexedDbStore() });
    const { lab: second, reopened } = await visit({ store: indexedDbStore() });
    await reopened;
    await prune(second);
    await second.keeper?.flush();
    await estimate(first);
    await first.keeper?.flush();
    expect(keeping(first)).toMatchObject({ state: "off", troubles: [expect.stringMatching(/Another tab/)] });
    expect((await visit({ store: indexedDbStore() })).lab.store.getState().runs.prunes).toHaveLength(3);
  });
});

describe("forgetting", () => {
  it("deletes what is kept and leaves the page, until it is to be kept again", async () => {
    const lab = await busyVisit({ store: indexedDbStore() });
    expect(keeping(lab).size?.bytes).toBeGreaterThan(1000);
    await forgetSession(lab);
    await prune(lab);
    await lab.keeper?.flush();
    const db = await database();
    expect([await db.count("head"), await db.count("records"), await db.count("parts")]).toEqual([0, 0, 0]);
    expect(lab.store.getState().runs.prunes).toHaveLength(3);
    expect(keeping(lab).troubles).toEqual([expect.stringMatching(/deleted/)]);
    await keepAgain(lab);
    expect((await visit({ store: indexedDbStore() })).lab.store.getState().runs.prunes).toHaveLength(3);
  });

  it("writes everything anew where the browser deleted it meanwhile", async () => {
    const lab = await busyVisit({ store: indexedDbStore() });
    const db = await database();
    for (const store of ["head", "records", "parts"]) await db.clear(store);
    await prune(lab);
    await lab.keeper?.flush();
    await lab.keeper?.flush();
    expect((await visit({ store: indexedDbStore() })).lab.store.getState().runs.prunes).toHaveLength(3);
  });

  it("leaves an empty page that is kept from then on", async () => {
    await busyVisit({ store: indexedDbStore() });
    const { lab, reopened } = await visit({ store: indexedDbStore() });
    await reopened;
    await startAfresh(lab);
    expect(lab.store.getState()).toMatchObject({ session: { holdings: null, files: [] }, runs: { prunes: [] } });
    expect(keeping(lab)).toMatchObject({ state: "on", restored: null });
    const { lab: next } = await visit({ store: indexedDbStore() });
    expect(next.store.getState().session.holdings).toBeNull();
  });
});
