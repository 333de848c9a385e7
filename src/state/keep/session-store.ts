import type { Part } from "./parts.ts";

/**
 * What a keeper needs of the browser's storage: a head, records by key, and the large arrays and files that they refer
 * to by number. One change is written as a whole or not at all.
 */

/** Everything that is kept, as it was found; nothing of it can be trusted. */
export interface StoredSession {
  /** undefined where nothing is kept. */
  readonly head: unknown;
  readonly records: ReadonlyMap<string, unknown>;
  readonly parts: ReadonlyMap<number, unknown>;
}

export interface SessionHead {
  readonly format: "quorum-session";
  readonly version: number;
  /** The tab that writes. */
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

export interface StoreChange {
  readonly head: SessionHead;
  readonly records: ReadonlyMap<string, unknown>;
  readonly removed: readonly string[];
  readonly parts: ReadonlyMap<number, Part>;
  /** Numbers of parts that no record refers to any more. */
  readonly obsolete: readonly number[];
}

/** "taken": another tab writes by now; "gone": what was kept has been deleted. Nothing was written then. */
export type Written = "written" | "taken" | "gone";

/** Methods reject with the browser's own error; see storage-words.ts. */
export interface SessionStore {
  read(): Promise<StoredSession>;
  /** @param claim whoever wrote before, this tab does from now on */
  write(change: StoreChange, claim: boolean): Promise<Written>;
  /** Deletes everything, of whatever version. */
  clear(): Promise<void>;
  /** Bytes that the browser still allows; null where it does not say. */
  room(): Promise<number | null>;
}

/** Version of the records that this Quorum writes and reads. */
export const sessionVersion = 1;
