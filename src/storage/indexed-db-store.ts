import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";
import type { SessionHead, SessionStore, StoredSession } from "../state/keep/session-store.ts";

interface Schema extends DBSchema {
  head: { key: string; value: unknown };
  records: { key: string; value: unknown };
  parts: { key: number; value: unknown };
}
type Database = IDBPDatabase<Schema>;

const stores = ["head", "records", "parts"] as const;
const headKey = "session";

/** Of the stores, not of what is in them. */
const databaseVersion = 1;

/** A storage that does not answer must not hang the page. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException("The storage does not answer.", "TimeoutError")), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const openWithin = 5_000;
const readWithin = 60_000;
/** Large files are copied while a change is written. */
const writeWithin = 300_000;

/**
 * Sessions in IndexedDB. Opened when first needed, and again where the browser has closed it in between.
 * @param name of the database
 */
export function indexedDbStore(name = "quorum"): SessionStore {
  let opened: Promise<Database> | null = null;
  const database = (): Promise<Database> => {
    const forget = () => {
      opened = null;
    };
    opened ??= within(
      openWithin,
      openDB<Schema>(name, databaseVersion, {
        upgrade: (fresh) => {
          for (const store of stores) fresh.createObjectStore(store);
        },
        blocking: (_current, _blocked, event) => {
          (event.target as IDBDatabase).close();
          forget();
        },
        terminated: forget,
      }),
    );
    opened.catch(forget);
    return opened;
  };

  /** Runs once more on a database opened anew where the one in hand was closed under it. */
  const withDatabase = async <T>(milliseconds: number, work: (db: Database) => Promise<T>): Promise<T> => {
    const db = await database();
    try {
      return await within(milliseconds, work(db));
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== "InvalidStateError") throw error;
      opened = null;
      return within(milliseconds, work(await database()));
    }
  };

  return {
    read: () =>
      withDatabase(readWithin, async (db): Promise<StoredSession> => {
        const transaction = db.transaction(stores);
        const table = async <S extends "records" | "parts">(store: S) => {
          const source = transaction.objectStore(store);
          const [keys, values] = await Promise.all([source.getAllKeys(), source.getAll()]);
          return new Map(keys.map((key, place) => [key, values[place]]));
        };
        const [head, records, parts] = await Promise.all([
          transaction.objectStore("head").get(headKey),
          table("records"),
          table("parts"),
        ]);
        return { head, records, parts };
      }),

    write: ({ head, records, removed, parts, obsolete }, claim) =>
      withDatabase(writeWithin, async (db) => {
        const transaction = db.transaction(stores, "readwrite");
        const store = <S extends (typeof stores)[number]>(of: S) => transaction.objectStore(of);
        // errors of single requests come again as the transaction's
        const quietly = (request: Promise<unknown>) => request.catch(() => {});
        try {
          if (!claim) {
            const before = (await store("head").get(headKey)) as Partial<SessionHead> | undefined;
            if (before === undefined) return "gone";
            if (before.owner !== head.owner) return "taken";
          }
          // before the parts, so that what is no longer needed makes room
          for (const key of removed) void quietly(store("records").delete(key));
          for (const number of obsolete) void quietly(store("parts").delete(number));
          for (const [number, part] of parts) void quietly(store("parts").put(part, number));
          for (const [key, record] of records) void quietly(store("records").put(record, key));
          void quietly(store("head").put(head, headKey));
          await transaction.done;
          return "written";
        } catch (error) {
          try {
            transaction.abort();
          } catch {
            // it has ended already
          }
          await quietly(transaction.done);
          throw transaction.error ?? error;
        }
      }),

    async clear() {
      try {
        await withDatabase(readWithin, async (db) => {
          const transaction = db.transaction(stores, "readwrite");
          await Promise.all([...stores.map((store) => transaction.objectStore(store).clear()), transaction.done]);
        });
      } catch {
        // of another version, or beyond repair
        opened = null;
        await within(openWithin, deleteDB(name));
      }
    },

    async room() {
      try {
        const { quota, usage } = await within(openWithin, navigator.storage.estimate());
        return quota === undefined ? null : Math.max(0, quota - (usage ?? 0));
      } catch {
        return null;
      }
    },
  };
}
