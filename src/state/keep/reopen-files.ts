import type { DroppedFile } from "../../jobs/contract.ts";
import { prepareRestored } from "../actions/prepare-restored.ts";
import { openInTurn } from "../files-in-hand.ts";
import type { Lab } from "../lab.ts";
import { sameNetworkAndData } from "../same-network-and-data.ts";
import type { KeptFile } from "./pieces-of.ts";
import { listed } from "./storage-words.ts";

const setAbsent = (lab: Lab, absent: string | null) =>
  lab.store.setState(({ session }) => ({ session: { ...session, absent } }));

/** The kept files with their bytes; those whose bytes are not there by name. */
export async function inHand(
  lab: Lab,
  files: readonly KeptFile[],
): Promise<{ found: DroppedFile[]; missing: string[] }> {
  const found: DroppedFile[] = [];
  const missing: string[] = [];
  for (const { name, blob, address } of files)
    try {
      const bytes = blob ?? (address === undefined ? null : await lab.fetchBlob(address));
      if (bytes === null) missing.push(name);
      else found.push(address === undefined ? { name, blob: bytes } : { name, blob: bytes, address });
    } catch {
      missing.push(name);
    }
  return { found, missing };
}

/**
 * Opens the files of a restored session in the worker and prepares as before, so that work can go on. Where that cannot
 * be, the figures stay and the page says why nothing can be computed.
 */
export async function reopenFiles(lab: Lab, files: readonly KeptFile[]): Promise<void> {
  const before = lab.store.getState().session.holdings;
  setAbsent(lab, "The files of the restored session are being opened again.");
  const { found, missing } = await inHand(lab, files);
  if (missing.length > 0 || found.length === 0) {
    const names = missing.length > 0 ? listed(missing) : "the network and the examples";
    return setAbsent(lab, `The files of the restored session are not here any more: drop ${names} again to go on.`);
  }
  lab.store.setState(({ session }) => ({ session: { ...session, files: [...session.files, ...found] } }));
  let others = false;
  const opened = await openInTurn(lab, null, (holdings) => {
    others = !sameNetworkAndData(before, holdings);
    return !others;
  });
  if (opened === null) {
    if (others) lab.dropLink();
    lab.store.setState(({ session }) => ({
      session: {
        ...session,
        files: session.files.filter((file) => !found.includes(file)),
        absent: others
          ? "The files are others now than those that the restored figures are of. The figures are only shown: drop the old files to go on, or start afresh."
          : "The files of the restored session could not be opened again: drop them again to go on.",
      },
    }));
    return;
  }
  if (opened.complete) await prepareRestored(lab);
  else setAbsent(lab, null);
}
