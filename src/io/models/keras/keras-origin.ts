import type { LayerId } from "../../../core/model/model.ts";
import type { JsonObject } from "../json-fields.ts";
import type { LayerPlace } from "./keras-weights.ts";
import type { StoredGroup } from "./stored-tree.ts";

/** A weight of the file, by its path from the root of the HDF5 file, and the slot that it fills. */
export interface KerasHome {
  readonly path: string;
  /** Id in the topology. */
  readonly layer: LayerId;
  readonly slot: string;
}

/** Another file of a .keras archive, or a JSON config beside weights. */
export interface KerasEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a Keras file said beyond the model itself. Plain data, never changed. */
export interface KerasOrigin {
  readonly format: "keras-v3" | "keras-h5";
  /** As it was dropped, without the folders. */
  readonly fileName: string;
  /** Where the description stood. */
  readonly configIn: "archive" | "attribute" | "beside";
  /** `{ class_name, config }` with what stands beside them. */
  readonly config: JsonObject;
  /** Files of the archive other than description and weights, or a dropped JSON file of which `config` is the model. */
  readonly entries: readonly KerasEntry[];
  /** The HDF5 file without weights and optimizer state. */
  readonly tree: StoredGroup;
  readonly homes: readonly KerasHome[];
  readonly places: readonly LayerPlace[];
  readonly outputs: readonly LayerId[];
}
