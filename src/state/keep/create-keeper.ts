import type { Lab } from "../lab.ts";
import type { Keeping } from "../lab-state.ts";
import type { Keeper } from "./keeper.ts";
import { bytesOf, type Part, type PartTable } from "./parts.ts";
import { type KeptFile, keys, namesOnly, piecesOf } from "./pieces-of.ts";
import { type SessionStore, type StoreChange, sessionVersion } from "./session-store.ts";
import type { Piece } from "./slots.ts";
import { listed, storageWords } from "./storage-words.ts";

/** A record as it stands in the storage. */
interface Standing {
  readonly sources: readonly unknown[];
  readonly parts: readonly number[];
  readonly bytes: number;
}

export interface KeeperStart {
  readonly table: PartTable;
  /** Which tab writes. */
  readonly owner: string;
  /** Keys in the storage; with the parts of those that the state was restored from. */
  readonly records: ReadonlyMap<
    string,
    { readonly restored: boolean; readonly parts: readonly number[]; readonly bytes: number }
  >;
  /** Bytes of the parts in the storage, by number. */
  readonly parts: ReadonlyMap<number, number>;
  /** Sentences on what could not be restored. */
  readonly troubles: readonly string[];
  /** Milliseconds from a change to its writing, and between two writings of a run under way. */
  readonly rest: number;
  readonly liveRest: number;
  /** Milliseconds until what the storage refused is tried again: there may be room by then. */
  readonly retryRest: number;
}

const sameSources = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((source, place) => source === b[place]);

/** A run under way is written again once so many times the last writing have passed. */
const liveShare = 20;

/**
 * Keeps a lab's session in a storage: what changed, a moment after it did. A change is written as a whole; where the
 * storage refuses it, record by record, and what is not kept is named on the page. Nothing here rejects.
 */
export function createKeeper(
  lab: Lab,
  store: SessionStore,
  start: KeeperStart,
): Keeper & { watch(): void; pause(): void } {
  const { table, owner } = start;
  const standing = new Map<string, Standing>();
  const parts = new Map(start.parts);
  /** What could not be kept, and why. */
  const lost = new Map<string, { readonly name: string; readonly why: string }>();
  let troubles = start.troubles;
  let claim = true;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = 0;
  let liveFrom = 0;
  let retryFrom = 0;
  let writing: Promise<void> = Promise.resolve();

  const show = (news: Partial<Keeping>) => lab.store.setState(({ keeping }) => ({ keeping: { ...keeping, ...news } }));
  const tell = async () => {
    const bytes = [...standing.values()].reduce((sum, record) => sum + record.bytes, 0);
    const whole = [...parts.values()].reduce((sum, part) => sum + part, bytes);
    const reasons = new Set([...lost.values()].map(({ why }) => why));
    const sentences = [...reasons].map((reason) => {
      const names = [...lost.values()].filter(({ why }) => why === reason).map(({ name }) => name);
      const what = whole === 0 ? "anything of this session" : listed([...new Set(names)]);
      return `Not kept for the next visit, as ${reason}: ${what}. Everything goes on here.`;
    });
    const room = await store.room();
    show({ troubles: [...troubles, ...sentences], size: whole === 0 ? null : { bytes: whole, room } });
  };
  const stop = (sentence: string) => {
    stopped = true;
    show({ state: "off", troubles: [sentence], size: null });
  };

  /** Writes some pieces and takes others away; true where it was done. @throws what the storage threw */
  const write = async (pieces: readonly Piece[], removed: readonly string[]): Promise<boolean> => {
    const encoded = pieces.map((piece) => ({ piece, ...table.encode(piece.value) }));
    const gone = new Set([...removed, ...pieces.map(({ key }) => key)]);
    const used = new Set([...standing].filter(([key]) => !gone.has(key)).flatMap(([, record]) => record.parts));
    const fresh = new Map<number, Part>();
    for (const { parts: own } of encoded)
      for (const [number, part] of own) {
        used.add(number);
        if (!parts.has(number)) fresh.set(number, part);
      }
    const obsolete = [...parts.keys()].filter((number) => !used.has(number));
    const change: StoreChange = {
      head: { format: "quorum-session", version: sessionVersion, owner, savedAt: lab.now() },
      records: new Map(encoded.map(({ piece, record }) => [piece.key, record])),
      removed,
      parts: fresh,
      obsolete,
    };
    const written = await store.write(change, claim);
    if (written === "taken") {
      stop("Another tab keeps its session in place of this one by now; what happens here is not kept any more.");
      return false;
    }
    if (written === "gone") {
      // deleted from outside: everything is written anew
      standing.clear();
      parts.clear();
      claim = true;
      schedule(start.rest);
      return false;
    }
    claim = false;
    for (const key of removed) {
      standing.delete(key);
      lost.delete(key);
    }
    for (const { piece, record, parts: own } of encoded) {
      standing.set(piece.key, { sources: piece.sources, parts: [...own.keys()], bytes: bytesOf(record) });
      lost.delete(piece.key);
    }
    for (const number of obsolete) parts.delete(number);
    for (const [number, part] of fresh) parts.set(number, bytesOf(part));
    return true;
  };

  /** Writes what can be written of pieces that the storage refused together. */
  const writeEach = async (pieces: readonly Piece[], removed: readonly string[]) => {
    if (removed.length > 0) await write([], removed);
    for (const piece of pieces)
      try {
        if (!(await write([piece], []))) return;
      } catch (error) {
        lost.set(piece.key, { name: piece.name, why: storageWords(error) });
        // tried again when it changes, or after a while; what stood there before stays
        const before = standing.get(piece.key);
        standing.set(piece.key, { parts: [], bytes: 0, ...before, sources: piece.sources });
        if (piece.key === keys.files)
          await write([{ ...piece, value: namesOnly(piece.value as KeptFile[]) }], [])
            .then(() => lost.set(piece.key, { name: piece.name, why: storageWords(error) }))
            .catch(() => {});
      }
  };

  const turn = async () => {
    if (stopped) return;
    const state = lab.store.getState();
    const wanted = piecesOf(state);
    const now = lab.now();
    // files that could not be opened again may be there at the next visit
    const held = (key: string) => key === keys.files && state.session.absent !== null && standing.has(key);
    const again = now >= retryFrom;
    const changed = wanted.filter(({ key, sources, live }) => {
      if (held(key) || (live && standing.has(key) && now < liveFrom)) return false;
      if (again && lost.has(key)) return true;
      return !sameSources(standing.get(key)?.sources ?? [Number.NaN], sources);
    });
    const keysWanted = new Set(wanted.map(({ key }) => key));
    const removed = [...standing.keys()].filter((key) => !keysWanted.has(key) && !held(key));
    if (changed.length > 0 || removed.length > 0) {
      try {
        await write(changed, removed);
      } catch {
        await writeEach(changed, removed).catch((error: unknown) => {
          for (const { key, name } of changed) lost.set(key, { name, why: storageWords(error) });
        });
      }
      if (changed.some(({ live }) => live))
        liveFrom = lab.now() + Math.max(start.liveRest, liveShare * (lab.now() - now));
      if (lost.size > 0) retryFrom = lab.now() + start.retryRest;
      if (!stopped) await tell();
    }
    if (lost.size > 0) schedule(Math.max(0, retryFrom - lab.now()));
    if (wanted.some(({ live }) => live)) schedule(Math.max(start.rest, liveFrom - lab.now()));
  };

  const flush = (): Promise<void> => {
    writing = writing.then(turn).catch((error: unknown) => {
      stop(`This session is not kept for the next visit, as ${storageWords(error)}.`);
    });
    return writing;
  };

  function schedule(rest: number): void {
    const at = performance.now() + rest;
    if (stopped || (timer !== undefined && due <= at)) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(() => {
      timer = undefined;
      void flush();
    }, rest);
  }

  /** Waits for what is being written, then deletes everything. */
  const clear = async () => {
    stopped = true;
    clearTimeout(timer);
    timer = undefined;
    await writing;
    standing.clear();
    parts.clear();
    lost.clear();
    troubles = [];
    claim = true;
    await store.clear();
  };

  for (const [key, { restored, parts: own, bytes }] of start.records)
    standing.set(key, { sources: restored ? [] : [Number.NaN], parts: own, bytes });
  for (const { key, sources } of piecesOf(lab.store.getState())) {
    const record = standing.get(key);
    if (record !== undefined && start.records.get(key)?.restored) standing.set(key, { ...record, sources });
  }

  return {
    watch() {
      lab.store.subscribe((state, before) => {
        if (["session", "settings", "runs", "view"].some((name) => state[name as "runs"] !== before[name as "runs"]))
          schedule(start.rest);
      });
      schedule(start.rest);
    },
    pause() {
      stopped = true;
    },
    flush,
    async forget() {
      try {
        await clear();
        show({
          state: "off",
          restored: null,
          troubles: ["What was kept of this session is deleted; it is not kept any more."],
          size: null,
        });
      } catch (error) {
        show({ troubles: [`What is kept could not be deleted, as ${storageWords(error)}.`] });
      }
    },
    async start() {
      try {
        await clear();
        stopped = false;
        show({ state: "on", restored: null, troubles: [], size: null });
        await flush();
      } catch (error) {
        stop(`This session is not kept for the next visit, as ${storageWords(error)}.`);
      }
    },
  };
}
