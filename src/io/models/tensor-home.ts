import type { LayerId } from "../../core/model/model.ts";

/** A tensor of the file and the weight of the model that it became. */
export interface TensorHome {
  /** As the file names it. */
  readonly name: string;
  readonly layer: LayerId;
  /** Key of the layer's weights, such as "kernel". */
  readonly weight: string;
  /** Axis i of our weight is axis axes[i] of the file's tensor; the same axes where it is left out. */
  readonly axes?: readonly number[];
}
