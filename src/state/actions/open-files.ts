import type { DroppedFile } from "../../jobs/contract.ts";
import { openInTurn, takeInHand } from "../files-in-hand.ts";
import type { Lab } from "../lab.ts";
import { prepareAndSweep } from "./prepare-and-sweep.ts";
import { prepareRestored } from "./prepare-restored.ts";
import { takeSettingsOfRecord } from "./take-settings-of-record.ts";

/**
 * Opens dropped files. Once a model and a dataset are there, prepares them and sweeps, so that the first chart needs
 * no choice. Files that are refused change nothing.
 */
export async function openFiles(lab: Lab, files: readonly DroppedFile[]): Promise<void> {
  if (files.length === 0) return;
  takeInHand(lab, files);
  lab.store.setState(({ session }) => ({ session: { ...session, failure: null, notice: null } }));
  const { absent } = lab.store.getState().session;
  const opened = await openInTurn(lab, files);
  if (opened === null || !opened.complete) return;
  if (opened.replaced) {
    takeSettingsOfRecord(lab);
    await prepareAndSweep(lab);
  } else if (absent !== null) await prepareRestored(lab);
}
