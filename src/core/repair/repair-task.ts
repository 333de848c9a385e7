import type { ExampleSlice } from "../game/evaluator.ts";
import type { Model } from "../model/model.ts";
import type { LayerFit } from "./layer-fit.ts";
import type { RepairSite } from "./repair-sites.ts";

/** A full network and a pruned one, and the examples that they are compared on. */
export interface RepairTask {
  readonly full: Model;
  /** The network as it stands: pruned, perhaps repaired before. */
  readonly pruned: Model;
  /** Of these two networks (`repairSites`). */
  readonly sites: readonly RepairSite[];
  readonly inputsOf: (rows: ExampleSlice) => Float32Array;
  readonly examples: ExampleSlice;
}

/** A network under repair, and the layers done so far. */
export interface Refitting {
  readonly model: Model;
  readonly fits: readonly LayerFit[];
}
