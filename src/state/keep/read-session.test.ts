import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { addNetwork } from "../actions/compare-networks.ts";
import { fillPool } from "../actions/fill-pool.ts";
import { findIrreplaceable } from "../actions/find-irreplaceable.ts";
import { measureInteraction } from "../actions/measure-interaction.ts";
import { measureLatency, measureNetworks } from "../actions/measure-networks.ts";
import { measureSensitivity } from "../actions/measure-sensitivity.ts";
import { pickUnits } from "../actions/pick-units.ts";
import { solveTinyGame } from "../actions/solve-tiny-game.ts";
import { sweepSurface } from "../actions/sweep-surface.ts";
import type { Lab } from "../lab.ts";
import { createPartTable } from "./parts.ts";
import { readSession } from "./read-session.ts";
import type { SessionStore, StoredSession } from "./session-store.ts";
import { busyVisit } from "./visit-fixture.ts";

/** A storage in memory. */
function memoryStore(): SessionStore & { readonly held: { now: StoredSession } } {
  const held = { now: { head: undefined as unknown, records: new Map(), parts: new Map() } as StoredSession };
  return {
    held,
    read: async () => held.now,
    write: async ({ head, records, removed, parts, obsolete }) => {
      const next = { head, records: new Map(held.now.records), parts: new Map(held.now.parts) };
      for (const key of removed) next.records.delete(key);
      for (const number of obsolete) next.parts.delete(number);
      for (const [key, record] of records) next.records.set(key, structuredClone(record));
      for (const [number, part] of parts) next.parts.set(number, part);
      held.now = next;
      return "written";
    },
    clear: async () => {
      held.now = { head: undefined, records: new Map(), parts: new Map() };
    },
    room: async () => null,
  };
}

let stored: StoredSession;
let lab: Lab;
beforeAll(async () => {
  const store = memoryStore();
  lab = await busyVisit({ store });
  await sweepSurface(lab);
  await fillPool(lab);
  await measureSensitivity(lab);
  pickUnits(lab, [0, 1, 2]);
  await measureInteraction(lab);
  await findIrreplaceable(lab);
  await solveTinyGame(lab);
  const run = lab.store.getState().runs.prunes[0]!;
  addNetwork(lab, run.id, run.answer!.points[0]!);
  await measureNetworks(lab, "validation");
  await measureLatency(lab);
  await lab.keeper?.flush();
  stored = store.held.now;
});

const found = (session: StoredSession) => readSession(session, createPartTable(), "");
const withRecord = (key: string, record: unknown): StoredSession => ({
  ...stored,
  records: new Map([...stored.records, [key, record]]),
});

/** All places in a record, as paths of keys. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || value instanceof Blob) return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key]))];
}

/** The record with something else at one place; `undefined` takes the place away. */
function changedAt(record: unknown, [key, ...rest]: readonly string[], junk: unknown): unknown {
  if (key === undefined) return junk;
  const copy = (Array.isArray(record) ? [...record] : { ...(record as object) }) as Record<string, unknown>;
  if (rest.length === 0 && junk === undefined) delete copy[key];
  else copy[key] = changedAt(copy[key], rest, junk);
  return copy;
}

describe("reading a kept session", () => {
  it("gives every kind of run back", () => {
    const session = found(stored);
    if (session.kind !== "restored") throw new Error(session.kind);
    expect(session.damaged).toEqual([]);
    const { open, appraise, compare, latency, ...kept } = lab.store.getState().runs;
    expect(session.state.runs).toMatchObject(kept);
    for (const slot of ["surface", "pool", "sensitivity", "interaction", "irreplaceability", "tiny"] as const)
      expect(session.state.runs[slot]?.answer, slot).not.toBeNull();
    expect(session.state.runs.networks).toMatchObject([{ compared: { validation: { part: "validation" } } }]);
    expect(session.state.runs.networks[0]?.latencies).toHaveLength(1);
  });

  it("leaves out what is damaged, names it, and keeps the rest", () => {
    const session = found(withRecord("estimate", { id: "estimate-1", kind: "estimate", answer: "nonsense" }));
    if (session.kind !== "restored") throw new Error(session.kind);
    expect(session.damaged).toEqual(["the power estimate"]);
    expect(session.state.runs.estimate).toBeNull();
    expect(session.state.runs.prunes).toHaveLength(2);
  });

  it("takes arrays of another network for damage", () => {
    const record = stored.records.get("estimate") as { answer: object };
    const session = found(
      withRecord("estimate", { ...record, answer: { ...record.answer, power: new Float64Array(3) } }),
    );
    expect(session).toMatchObject({ damaged: ["the power estimate"] });
  });

  it("takes a part that is missing, or a record that contains itself, for damage", () => {
    const loop: { answer?: unknown } = {};
    loop.answer = loop;
    for (const record of [{ answer: { "quorum:part": 77 } }, loop])
      expect(found(withRecord("sweep", record))).toMatchObject({ damaged: ["the uncertainty sweep"] });
  });

  it("shows no figures without the network that they are of, but knows the files", () => {
    const session = found(withRecord("opened", 5));
    if (session.kind !== "restored") throw new Error(session.kind);
    expect(session.state.session.holdings).toBeNull();
    expect(session.state.runs.prunes).toEqual([]);
    expect(session.files.map(({ name }) => name)).toEqual(["model.json"]);
  });

  it("fetches no address but the sample's", () => {
    const session = found(withRecord("files", [{ name: "a", address: "https://elsewhere.example/a" }]));
    expect(session).toMatchObject({ files: [{ name: "a" }] });
    expect(session).not.toMatchObject({ files: [{ address: expect.anything() }] });
  });

  it.each([undefined, 5, "x", {}, { format: "quorum-session", version: 2, owner: "a", savedAt: 1 }])(
    "goes on with any head (%j)",
    (head) => {
      expect(found({ ...stored, head }).kind).toBe(head === undefined ? "nothing" : "refused");
    },
  );

  it("never throws, whatever stands anywhere in a record", () => {
    const records = [...stored.records];
    const places = records.flatMap(([key, record]) => placesIn(record).map((path) => [key, record, path] as const));
    const junk = fc.constantFrom(undefined, null, -1, Number.NaN, "junk", [], {}, new Uint8Array(3), true);
    fc.assert(
      fc.property(fc.constantFrom(...places), junk, ([key, record, path], instead) => {
        const session = found(withRecord(key, changedAt(record, path, instead)));
        expect(session.kind).toBe("restored");
      }),
      { numRuns: 400 },
    );
  });
});
