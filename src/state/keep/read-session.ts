import { listOf, number, oneOf, orAbsent, orNull, type Reader, text } from "../../core/experiment/reader.ts";
import { FailureError } from "../../core/failure.ts";
import { costAxes } from "../compared-network.ts";
import type { LabState, Runs, Session, View } from "../lab-state.ts";
import { emptySession, firstView, noRuns, sides } from "../lab-state.ts";
import { readSettings, type Settings } from "../settings.ts";
import { holdings, modelFormat, prepared } from "./opened-readers.ts";
import type { PartTable } from "./parts.ts";
import { type KeptFile, keys, runSlots } from "./pieces-of.ts";
import { type SessionHead, type StoredSession, sessionVersion } from "./session-store.ts";
import { count, having, namedBy, texts } from "./shape-readers.ts";

/** What a storage turned out to hold. */
export type FoundSession =
  | { readonly kind: "nothing" }
  /** Something that must be left alone, and why. */
  | { readonly kind: "refused"; readonly sentence: string }
  | {
      readonly kind: "restored";
      readonly state: Pick<LabState, "session" | "settings" | "runs" | "view">;
      readonly files: readonly KeptFile[];
      readonly savedAt: number;
      /** For the person: what there is, and what was damaged and left out. */
      readonly words: readonly string[];
      readonly damaged: readonly string[];
      /** The parts of each record that was read. */
      readonly read: ReadonlyMap<string, readonly number[]>;
    };

const head = having<SessionHead>({ format: oneOf("quorum-session"), version: number, owner: text, savedAt: number });

const keptFile: Reader<KeptFile> = having<KeptFile>({
  name: text,
  blob: (value, path) => {
    if (value === undefined || value instanceof Blob) return value;
    throw new FailureError({ kind: "file-damaged", message: "There is no file where one was expected.", where: path });
  },
  address: orAbsent(text),
});

/** Addresses are fetched: the page's own sample and nothing else. */
const ownAddress = (file: KeptFile): KeptFile =>
  file.address === undefined || /^sample\/[\w.-]+$/.test(file.address) ? file : { name: file.name };

const opened = having<Pick<Session, "holdings" | "output">>({ holdings: orNull(holdings), output: orNull(text) });

const view = having<Omit<View, "hoveredUnit">>({
  chosen: orNull(having({ run: text, size: count })),
  hiddenRuns: texts,
  exportFormat: orNull(modelFormat),
  picked: listOf(count),
  sides: namedBy(oneOf(...sides)),
  comparing: having<View["comparing"]>({
    hidden: texts,
    reference: orNull(text),
    shown: orNull(text),
    part: oneOf("validation", "test"),
    cost: oneOf(...costAxes),
    batch: count,
  }),
});

/** Settings as they were kept; what the page's address says goes before them. */
function settingsFrom(kept: string, query: string): Settings {
  const own = new URLSearchParams(kept);
  const asked = new URLSearchParams(query);
  for (const name of asked.keys()) own.delete(name);
  return readSettings(`${own}&${asked}`).settings;
}

/**
 * Makes a state of what a storage holds, without trust: records that are damaged are left out and named; a session of
 * another version is refused as a whole.
 * @param query of the page's address, whose settings win
 */
export function readSession(stored: StoredSession, table: PartTable, query: string): FoundSession {
  if (stored.head === undefined) return { kind: "nothing" };
  let savedAt: number;
  try {
    const { version, savedAt: at } = head(stored.head, "head");
    savedAt = at;
    if (version !== sessionVersion)
      return {
        kind: "refused",
        sentence: `A session is kept here by another version of Quorum (its records have version ${version}, this page reads ${sessionVersion}). It is left alone, and nothing of this visit is kept, until you start afresh.`,
      };
  } catch {
    return {
      kind: "refused",
      sentence:
        "A session is kept here that this page cannot read: its first record is damaged. It is left alone, and nothing of this visit is kept, until you start afresh.",
    };
  }

  const damaged: string[] = [];
  const read = new Map<string, readonly number[]>();
  const records = new Map<string, unknown>();
  for (const [key, record] of stored.records)
    try {
      const { value, used } = table.decode(record, stored.parts);
      records.set(key, value);
      read.set(key, used);
    } catch {
      // refused by whoever looks for it
      records.set(key, undefined);
    }
  const refuse = (key: string, name: string) => {
    read.delete(key);
    damaged.push(name);
  };
  const take = <T>(key: string, name: string, reader: Reader<T>, otherwise: T): T => {
    if (!records.has(key)) return otherwise;
    try {
      return reader(records.get(key), key);
    } catch {
      refuse(key, name);
      return otherwise;
    }
  };

  const facts = take(keys.opened, "the preflight", opened, { holdings: null, output: null });
  const files = take(keys.files, "the files", listOf(keptFile), []).map(ownAddress);
  const players = facts.holdings?.model?.players ?? 0;
  const words: string[] = [];
  const runs: Record<string, unknown> = { ...noRuns };
  // numbers of units mean nothing without the network
  if (facts.holdings !== null)
    for (const [slot, { restored, words: say }] of runSlots) {
      const own = [...records].filter(([key]) => key === slot || key.startsWith(`${slot}/`));
      runs[slot] = restored({ records: new Map(own), players, refuse });
      const said = say(runs[slot]);
      if (said !== null) words.push(said);
    }
  const session: Session = {
    ...emptySession,
    ...facts,
    prepared: facts.holdings && take(keys.prepared, "the preparation", orNull(prepared), null),
  };
  return {
    kind: "restored",
    state: {
      session,
      settings: settingsFrom(take(keys.settings, "the settings", text, ""), query),
      runs: runs as unknown as Runs,
      view: { ...firstView, ...take(keys.view, "the choices", view, firstView) },
    },
    files,
    savedAt,
    words,
    damaged,
    read,
  };
}
