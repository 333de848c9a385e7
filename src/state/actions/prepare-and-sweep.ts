import type { Lab } from "../lab.ts";
import { nextTask } from "../next-task.ts";
import { prepare } from "./prepare.ts";
import { sweep } from "./sweep.ts";

/** Prepares, and draws the first chart without any further choice; a network without units has none. */
export async function prepareAndSweep(lab: Lab): Promise<void> {
  if (!(await prepare(lab))) return;
  await nextTask();
  if (lab.store.getState().session.holdings?.model?.players !== 0) await sweep(lab);
}
