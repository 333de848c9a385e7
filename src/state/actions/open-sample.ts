import type { Failure } from "../../core/failure.ts";
import type { DroppedFile } from "../../jobs/contract.ts";
import type { Lab } from "../lab.ts";
import { sampleFiles } from "../sample.ts";
import { openFiles } from "./open-files.ts";

async function fetchSample(lab: Lab): Promise<readonly DroppedFile[] | null> {
  const note = (fetching: boolean, failure: Failure | null) =>
    lab.store.setState(({ session }) => ({ session: { ...session, fetching, failure } }));
  note(true, null);
  try {
    const files = await Promise.all(
      sampleFiles.map(async (address) => ({
        name: address.slice(address.lastIndexOf("/") + 1),
        blob: await lab.fetchBlob(address),
        address,
      })),
    );
    note(false, null);
    return files;
  } catch (thrown) {
    note(false, {
      kind: "file-incomplete",
      message: "The sample could not be fetched.",
      advice: "Check that the page's own server still runs, then try again; or drop files of your own.",
      details: String(thrown),
    });
    return null;
  }
}

/** Opens the embedded sample as if its files had been dropped. Nothing is done while it is on its way already. */
export async function openSample(lab: Lab): Promise<void> {
  if (lab.store.getState().session.fetching) return;
  const files = await fetchSample(lab);
  if (files !== null) await openFiles(lab, files);
}
