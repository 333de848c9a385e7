import type { StrategyName } from "../../core/prune/trail.ts";
import { branchOf } from "../branch-of.ts";
import type { Lab } from "../lab.ts";
import { startPruning } from "./prune.ts";

/** Goes on from the chosen point with a strategy, as a run of its own; does nothing where it cannot (see branchOf). */
export async function branchOff(lab: Lab, strategy: StrategyName, target: number | null = null): Promise<void> {
  const possible = branchOf(lab.store.getState(), strategy, target);
  if (typeof possible !== "string") await startPruning(lab, possible.settings, possible.branch);
}
