import { discard } from "../downstream.ts";
import { openInTurn } from "../files-in-hand.ts";
import type { Lab } from "../lab.ts";
import { prepareAndSweep } from "./prepare-and-sweep.ts";

/** Prepares with changed settings. A worker keeps its backend for life, so another backend means another worker. */
export async function prepareAgain(lab: Lab): Promise<void> {
  const { runs, settings } = lab.store.getState();
  if (runs.prepare !== null && runs.prepare.spec.prefer !== settings.backend) {
    discard(lab, "preparation");
    lab.dropLink();
    if ((await openInTurn(lab, null)) === null) return;
  }
  await prepareAndSweep(lab);
}
