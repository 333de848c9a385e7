import { decodeRunRecord } from "../../core/experiment/decode-run-record.ts";
import { recordInPage } from "../../core/experiment/record-in-page.ts";
import { recordFormat } from "../../core/experiment/run-record.ts";
import { failureOf } from "../../core/failure.ts";
import type { DroppedFile } from "../../jobs/contract.ts";
import type { Lab } from "../lab.ts";
import { settingsOfRecord } from "../settings-of-record.ts";
import { openFiles } from "./open-files.ts";

/** Larger files are no records: one of a network with 100,000 units is a tenth of this. A report has figures, too. */
const mostBytes = { json: 16e6, html: 64e6 };
const marked = new RegExp(`"format"\\s*:\\s*"${recordFormat}"`);

/** The text of the record in a file, be it a run.json or a report; null where the file is something else. */
async function recordTextIn({ name, blob }: DroppedFile): Promise<string | null> {
  const ending = /\.(json|html?)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === undefined || blob.size > (ending === "json" ? mostBytes.json : mostBytes.html)) return null;
  const text = await blob.text();
  if (ending !== "json") return recordInPage(text);
  return marked.test(text) ? text : null;
}

/** Takes a record in hand, with its settings; one that cannot be believed changes nothing and says why. */
function openRecord(lab: Lab, fileName: string, text: string): void {
  try {
    const record = decodeRunRecord(text);
    const settings = settingsOfRecord(record);
    const replay = { fileName, record, stage: null, failure: null, outcome: null };
    lab.store.setState((state) => ({
      replay,
      settings: { ...state.settings, ...settings },
      session: { ...state.session, failure: null },
    }));
  } catch (thrown) {
    const failure = { ...failureOf(thrown), where: [fileName, failureOf(thrown).where].filter(Boolean).join(", ") };
    lab.store.setState(({ session }) => ({ session: { ...session, failure } }));
  }
}

/** Whether files can only be others than those that figures were measured with: not the same again, after a reload. */
function areOthers(lab: Lab, files: readonly DroppedFile[]): boolean {
  const { prepared, absent, files: inHand } = lab.store.getState().session;
  const names = new Set(inHand.map(({ name }) => name));
  return prepared !== null && absent === null && files.some(({ name }) => !names.has(name));
}

/**
 * Takes dropped files: a record, or a report that has one inside, is put in hand; all others are opened.
 * @param ask decides whether files go on that may take the place of those in hand
 */
export async function takeFiles(
  lab: Lab,
  files: readonly DroppedFile[],
  ask: (go: () => void) => void = (go) => go(),
): Promise<void> {
  const others: DroppedFile[] = [];
  for (const file of files) {
    try {
      const text = await recordTextIn(file);
      if (text === null) others.push(file);
      else openRecord(lab, file.name, text);
    } catch (thrown) {
      const failure = failureOf(thrown);
      lab.store.setState(({ session }) => ({ session: { ...session, failure: { where: file.name, ...failure } } }));
    }
  }
  const open = () => openFiles(lab, others);
  if (areOthers(lab, others)) ask(() => void open());
  else await open();
}

/** Puts the record away; settings and figures stay. */
export function putRecordAway(lab: Lab): void {
  lab.store.setState({ replay: null });
}
