import type { Lab } from "../lab.ts";
import type { ScaleChoice } from "../lab-state.ts";
import { prepareAndSweep } from "./prepare-and-sweep.ts";

/** Says how input values are scaled (null: as the lab proposes), and measures everything anew. */
export async function setScale(lab: Lab, scale: ScaleChoice): Promise<void> {
  lab.store.setState(({ session }) => ({ session: { ...session, scale } }));
  await prepareAndSweep(lab);
}
