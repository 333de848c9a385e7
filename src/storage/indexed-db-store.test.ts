import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import { beforeEach, describe, expect, it } from "vitest";
import type { SessionHead, StoreChange } from "../state/keep/session-store.ts";
import { indexedDbStore } from "./indexed-db-store.ts";

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const head = (owner: string): SessionHead => ({ format: "quorum-session", version: 1, owner, savedAt: 1 });
const change = (news: Partial<StoreChange>, owner = "me"): StoreChange => ({
  head: head(owner),
  records: new Map(),
  removed: [],
  parts: new Map(),
  obsolete: [],
  ...news,
});

describe("sessions in IndexedDB", () => {
  it("are empty at first, then hold what was written and not taken away", async () => {
    const store = indexedDbStore();
    expect(await store.read()).toEqual({ head: undefined, records: new Map(), parts: new Map() });
    const records = new Map([
      ["a", { x: 1 }],
      ["b", { x: 2 }],
    ]);
    const parts = new Map([[3, new Float32Array([1, 2])]]);
    expect(await store.write(change({ records, parts }), true)).toBe("written");
    expect(await store.write(change({ removed: ["a"], records: new Map([["c", 5]]) }), false)).toBe("written");
    const stored = await indexedDbStore().read();
    expect([...stored.records.keys()]).toEqual(["b", "c"]);
    expect(stored.parts).toEqual(parts);
    expect(stored.head).toEqual(head("me"));
  });

  it("take a change as a whole or not at all", async () => {
    const store = indexedDbStore();
    await store.write(change({ records: new Map([["a", 1]]) }), true);
    const broken = new Map<string, unknown>([
      ["a", 2],
      ["b", () => "cannot be cloned"],
    ]);
    await expect(store.write(change({ records: broken, removed: ["z"] }), false)).rejects.toThrow();
    expect((await store.read()).records).toEqual(new Map([["a", 1]]));
    expect(await store.write(change({ records: new Map([["a", 3]]) }), false)).toBe("written");
  });

  it("tell a tab that another one writes by now, or that all was deleted", async () => {
    const [mine, others] = [indexedDbStore(), indexedDbStore()];
    await mine.write(change({}), true);
    await others.write(change({ records: new Map([["a", 1]]) }, "other"), true);
    expect(await mine.write(change({ removed: ["a"] }), false)).toBe("taken");
    expect((await mine.read()).records.size).toBe(1);
    await others.clear();
    expect(await mine.write(change({}), false)).toBe("gone");
  });

  it("are opened again where the browser closed the database in between", async () => {
    const store = indexedDbStore();
    await store.write(change({}), true);
    const newer = await openDB("quorum", 1);
    newer.close();
    const blocked = indexedDB.deleteDatabase("quorum");
    await new Promise((resolve) => {
      blocked.onsuccess = resolve;
    });
    expect(await store.write(change({}), false)).toBe("gone");
    expect(await store.write(change({}), true)).toBe("written");
  });

  it("of a newer database are refused, and deleted when asked", async () => {
    (await openDB("quorum", 5)).close();
    const store = indexedDbStore();
    await expect(store.read()).rejects.toMatchObject({ name: "VersionError" });
    await store.clear();
    expect((await store.read()).head).toBeUndefined();
  });
});
