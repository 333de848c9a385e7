import type { Lab } from "../lab.ts";
import { prepare } from "./prepare.ts";
import { sweep } from "./sweep.ts";

/** Prepares, and draws the first chart without any further choice. */
export async function prepareAndSweep(lab: Lab): Promise<void> {
  if (await prepare(lab)) await sweep(lab);
}
