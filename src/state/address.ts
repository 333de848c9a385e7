import type { LabState, Session } from "./lab-state.ts";
import { sampleFiles } from "./sample.ts";
import { sampleName, writeSettings } from "./settings.ts";

const addresses: readonly string[] = sampleFiles;

/** Whether the files in hand are the sample's, and those alone. */
export function holdsSample({ files }: Session): boolean {
  return files.length > 0 && files.every(({ address }) => address !== undefined && addresses.includes(address));
}

/** Whether an address asks for the sample. */
export function asksForSample(query: string): boolean {
  return new URLSearchParams(query).has(sampleName);
}

/**
 * The query string of what is on the page, such as `?sample&seed=7`: settings that differ from the defaults, and whether
 * the files are the sample's. Says nothing of other files.
 */
export function addressOf({ settings, session }: Pick<LabState, "settings" | "session">): string {
  const said = writeSettings(settings).slice(1);
  const parts = [holdsSample(session) ? sampleName : "", said].filter((part) => part !== "");
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}
