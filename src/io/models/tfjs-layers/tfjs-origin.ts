import type { LayerId } from "../../../core/model/model.ts";
import type { JsonObject } from "../json-fields.ts";

/** One tensor of the weights manifest and the weight of the model that it became. */
export interface TensorHome {
  /** As the manifest writes it, such as "conv2d_4/kernel". */
  readonly name: string;
  readonly layer: LayerId;
  /** Key of the layer's weights, such as "kernel". */
  readonly weight: string;
}

/**
 * What a tfjs LayersModel file said beyond the model itself, so that a pruned model goes back into the same file with
 * its names, metadata and attributes. Plain JSON; never changed.
 */
export interface TfjsOrigin {
  readonly format: "tfjs-layers";
  /** model.json, parsed. */
  readonly json: JsonObject;
  /** In manifest order, optimizer state left out. */
  readonly tensors: readonly TensorHome[];
  /** False where tfjs itself cannot open this topology (Keras 3 wording): encoding then writes a fresh one, names kept. */
  readonly patchable: boolean;
}
