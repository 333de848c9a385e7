import { openInTurn } from "../files-in-hand.ts";
import type { Lab } from "../lab.ts";
import { prepareAndSweep } from "./prepare-and-sweep.ts";

/** Takes another of the network's outputs for its prediction; everything computed for the one before is discarded. */
export async function chooseOutput(lab: Lab, output: string): Promise<void> {
  lab.store.setState(({ session }) => ({ session: { ...session, output } }));
  const opened = await openInTurn(lab, []);
  if (opened?.replaced && opened.holdings.model !== null && opened.holdings.dataset !== null)
    await prepareAndSweep(lab);
}
