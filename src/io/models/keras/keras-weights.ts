import type { LayerId } from "../../../core/model/model.ts";
import type { WeightedLayer } from "../tfjs-layers/decode-layers.ts";
import type { Hdf5Dataset } from "./hdf5-file.ts";

/** A dataset and the slot that it fills. */
export interface FoundWeight {
  /** Path in the file, from its root. */
  readonly path: string;
  readonly dataset: Hdf5Dataset;
  /** Id in the topology. */
  readonly layer: LayerId;
  readonly slot: string;
}

/** Where a layer's weights are, also for weights that it gains later, such as a bias. */
export interface LayerPlace {
  readonly layer: LayerId;
  readonly layout: "numbered" | "named";
  /**
   * Path of the group: with numbered weights that of the layer's folder, otherwise that of the group which lists its
   * `weight_names`.
   */
  readonly group: string;
}

export interface FoundWeights {
  readonly weights: readonly FoundWeight[];
  readonly places: readonly LayerPlace[];
}

/** What finds weights: all layers of a topology with the slots that they need. */
export type WeightedLayers = readonly WeightedLayer[];
