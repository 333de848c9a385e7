import { openFiles } from "../actions/open-files.ts";
import type { Lab } from "../lab.ts";
import type { Keeping } from "../lab-state.ts";
import { allRuns } from "../run-slots.ts";
import { numberRunsAfter } from "../start-run.ts";
import { createKeeper, type KeeperStart } from "./create-keeper.ts";
import { bytesOf, createPartTable } from "./parts.ts";
import { type FoundSession, readSession } from "./read-session.ts";
import { inHand, reopenFiles } from "./reopen-files.ts";
import type { SessionStore, StoredSession } from "./session-store.ts";
import { isOtherVersion, listed, storageWords } from "./storage-words.ts";

export interface KeepingParts {
  readonly store: SessionStore;
  /** Whether this tab may keep its session; false where another one does. */
  readonly claim: () => Promise<boolean>;
  /** Of the page's address: its settings win over kept ones. */
  readonly query: string;
  /** Whether this tab was here before, and was only reloaded. */
  readonly sameTab?: boolean;
  readonly rest?: number;
  readonly liveRest?: number;
  readonly retryRest?: number;
}

const nothing: StoredSession = { head: undefined, records: new Map(), parts: new Map() };

function restoredSentence({ savedAt, words }: Extract<FoundSession, { kind: "restored" }>): string {
  const at = new Date(savedAt).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" });
  return `Restored from ${at}${words.length === 0 ? "" : `: ${listed(words)}`}.`;
}

/** Whether the person has begun something while the storage was read. */
const begun = (lab: Lab) => lab.store.getState().session.files.length > 0;

/**
 * Restores the kept session, if there is one, and keeps this one from then on. Whatever the storage does, the lab goes
 * on, and a sentence says what is not kept.
 * @returns once the figures are restored; `reopened` settles when work can go on
 */
export async function keepSession(
  lab: Lab,
  { store, claim, query, sameTab = false, rest = 250, liveRest = 2000, retryRest = 20_000 }: KeepingParts,
): Promise<{ readonly reopened: Promise<void> }> {
  const show = (news: Partial<Keeping>) => lab.store.setState(({ keeping }) => ({ keeping: { ...keeping, ...news } }));
  const reopened = Promise.resolve();
  lab.goesOnByItself = sameTab;
  show({ state: "reading" });
  let stored = nothing;
  const troubles: string[] = [];
  let refused: string | null = null;
  try {
    if (!(await claim())) {
      show({ state: "off", troubles: ["Another tab keeps its session; what happens in this one is not kept."] });
      return { reopened };
    }
    stored = await store.read();
  } catch (error) {
    if (!isOtherVersion(error)) {
      show({ state: "off", troubles: [`This session is not kept for the next visit, as ${storageWords(error)}.`] });
      return { reopened };
    }
    refused =
      "A session is kept here by a newer version of Quorum. It is left alone, and nothing of this visit is kept, until you start afresh.";
  }

  const table = createPartTable(Math.max(0, ...stored.parts.keys()));
  const found: FoundSession = begun(lab) ? { kind: "nothing" } : readSession(stored, table, query);
  if (stored.head !== undefined && found.kind === "nothing")
    troubles.push("The session of the last visit gave way to the files that were opened while it was looked for.");
  if (found.kind === "refused") refused = found.sentence;
  const read = found.kind === "restored" ? found.read : new Map<string, readonly number[]>();
  if (found.kind === "restored") {
    const { damaged } = found;
    if (damaged.length > 0)
      troubles.push(
        `Left out, as ${damaged.length === 1 ? "its record is" : "their records are"} damaged: ${listed(damaged)}.`,
      );
    numberRunsAfter(allRuns(found.state.runs).map(({ id }) => id));
    lab.store.setState(found.state);
    if (found.state.session.holdings !== null) show({ restored: restoredSentence(found) });
    else if (found.files.length > 0) troubles.push("The kept figures cannot be shown; the files are opened again.");
  }
  const start: KeeperStart = {
    table,
    // tells tabs apart; no figure depends on it
    owner: crypto.randomUUID?.() ?? String(lab.now()),
    records: new Map(
      [...stored.records].map(([key, record]) => [
        key,
        { restored: read.has(key), parts: read.get(key) ?? [], bytes: bytesOf(record) },
      ]),
    ),
    parts: new Map([...stored.parts].map(([number, part]) => [number, bytesOf(part)])),
    troubles,
    rest,
    liveRest,
    retryRest,
  };
  const keeper = createKeeper(lab, store, start);
  lab.keeper = keeper;
  if (refused !== null) {
    keeper.pause();
    show({ state: "refused", troubles: [refused] });
  } else show({ state: "on", troubles });
  keeper.watch();
  if (found.kind !== "restored") return { reopened };
  return { reopened: reopenRestored(lab, found) };
}

/** Opens the files of what was restored; without the figures as if they were dropped. */
async function reopenRestored(lab: Lab, found: Extract<FoundSession, { kind: "restored" }>): Promise<void> {
  if (found.state.session.holdings !== null) return reopenFiles(lab, found.files);
  const { found: files } = await inHand(lab, found.files);
  await openFiles(lab, files);
}
