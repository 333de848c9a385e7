import type { DroppedFile } from "../../jobs/contract.ts";
import { openInTurn, takeInHand } from "../files-in-hand.ts";
import type { Lab } from "../lab.ts";
import { prepareAndSweep } from "./prepare-and-sweep.ts";

/**
 * Opens dropped files. Once a model and a dataset are there, prepares them and sweeps, so that the first chart needs
 * no choice. Files that are refused change nothing.
 */
export async function openFiles(lab: Lab, files: readonly DroppedFile[]): Promise<void> {
  if (files.length === 0) return;
  takeInHand(lab, files);
  lab.store.setState(({ session }) => ({ session: { ...session, failure: null, notice: null } }));
  const opened = await openInTurn(lab, files);
  if (opened?.replaced && opened.holdings.model !== null && opened.holdings.dataset !== null)
    await prepareAndSweep(lab);
}
