import { blockedReason } from "../blocked.ts";
import { partnerOf } from "../branch-partner.ts";
import { chosenPointOf } from "../chosen-point.ts";
import type { Lab } from "../lab.ts";
import { addNetwork } from "./compare-networks.ts";
import { measureNetworks } from "./measure-networks.ts";

/**
 * Puts the chosen point and the nearest one of another run into the comparison, and measures both on validation examples
 * where the worker is free.
 * @param run the other run; the one that the chosen run went on from, or the nearest to that, where it is null
 */
export async function compareBranches(lab: Lab, run: string | null): Promise<void> {
  const state = lab.store.getState();
  const chosen = chosenPointOf(state);
  const partner = partnerOf(state, run);
  if (!chosen?.point || partner === null) return;
  addNetwork(lab, chosen.run.id, chosen.point);
  addNetwork(lab, partner.run.id, partner.point);
  // test examples are read by the buttons that say so
  if (blockedReason(lab.store.getState(), "compare") === null) await measureNetworks(lab, "validation");
}
