import type { DroppedFile } from "../../jobs/contract.ts";
import type { Lab } from "../lab.ts";
import { sampleFiles } from "../sample.ts";
import { openFiles } from "./open-files.ts";

async function fetchSample(lab: Lab): Promise<readonly DroppedFile[] | null> {
  try {
    return await Promise.all(
      sampleFiles.map(async (address) => ({
        name: address.slice(address.lastIndexOf("/") + 1),
        blob: await lab.fetchBlob(address),
        address,
      })),
    );
  } catch (thrown) {
    const failure = {
      kind: "file-incomplete" as const,
      message: "The sample could not be fetched.",
      advice: "Check that the page's own server still runs, then try again; or drop files of your own.",
      details: String(thrown),
    };
    lab.store.setState(({ session }) => ({ session: { ...session, failure } }));
    return null;
  }
}

/** Opens the embedded sample as if its files had been dropped. */
export async function openSample(lab: Lab): Promise<void> {
  const files = await fetchSample(lab);
  if (files !== null) await openFiles(lab, files);
}
