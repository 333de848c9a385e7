import { asksForSample, holdsSample } from "../address.ts";
import type { Lab } from "../lab.ts";
import { openSample } from "./open-sample.ts";

/** Opens the sample where the address asks for it. A session that was restored with other files stays, and a note says so. */
export async function openAsked(lab: Lab, query: string): Promise<void> {
  const { session } = lab.store.getState();
  if (!asksForSample(query) || holdsSample(session)) return;
  if (session.files.length === 0 && session.holdings === null) return openSample(lab);
  const note =
    "The address asks for the sample, but the session that was kept here has other files: they stay. “Try the sample” opens it in their place.";
  lab.store.setState(({ settingNotes }) => ({ settingNotes: [...settingNotes, note] }));
}
