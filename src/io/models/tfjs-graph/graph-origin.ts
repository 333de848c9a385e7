import type { LayerId, Shape } from "../../../core/model/model.ts";
import type { JsonObject } from "../json-fields.ts";
import type { StoredConstant } from "./stored-constants.ts";

/** How our weight follows from the file's numbers: as they are, negated (x - c), or inverted (x / c). */
export type WeightForm = "same" | "negated" | "inverse";

/** The input of a node that holds a weight of a layer. */
export interface WeightSlot {
  readonly node: string;
  /** Place in the node's list of inputs. */
  readonly at: number;
  readonly layer: LayerId;
  /** Key of the layer's weights, such as "kernel". */
  readonly weight: string;
  /** For each axis of the file's tensor our axis, or -1 where it has length 1 and we have none. */
  readonly axes: readonly number[];
  readonly form: WeightForm;
}

/** The shape that a tensor of the graph has, without the examples: a layer's output shape under its view. */
export interface ShapeView {
  readonly layer: LayerId;
  /** "expanded": one more axis of length 1 at `axis`. "folded": the places count as examples, only channels are left. */
  readonly view: "plain" | "expanded" | "folded";
  readonly axis?: number;
}

/** A node whose settings say how many channels there are, so that they follow a pruned model. */
export type ShapeSlot =
  /** Shape of a tensor while the network runs: adapts, and so does what is computed from it. */
  | { readonly kind: "shape-of"; readonly node: string; readonly of: ShapeView }
  /** EnsureShape: its attribute `shape`. */
  | { readonly kind: "promise"; readonly node: string; readonly of: ShapeView }
  /** Reshape: its second input is the shape of its output. */
  | { readonly kind: "reshape"; readonly node: string; readonly at: number; readonly of: ShapeView }
  /** Pad: the last row of its second input adds channels. */
  | { readonly kind: "pad"; readonly node: string; readonly at: number; readonly layer: LayerId }
  /** Slice, StridedSlice and GatherV2 over channels; `layer` null where all channels of `from` are taken. */
  | { readonly kind: "slice"; readonly node: string; readonly from: ShapeView; readonly layer: LayerId | null }
  /** Split and SplitV over channels: one layer for each part. */
  | { readonly kind: "split"; readonly node: string; readonly from: ShapeView; readonly layers: readonly LayerId[] };

/**
 * What a tfjs GraphModel file said beyond the model itself, so that a pruned model goes back into the same graph.
 * Structured-cloneable; never changed.
 */
export interface GraphOrigin {
  readonly format: "tfjs-graph";
  /** model.json, parsed. */
  readonly json: JsonObject;
  /** All tensors of the manifest as they were stored, in its order. */
  readonly stored: readonly StoredConstant[];
  readonly weights: readonly WeightSlot[];
  readonly shapes: readonly ShapeSlot[];
  /** Output shapes of the layers as the file had them. */
  readonly layerShapes: ReadonlyMap<LayerId, Shape>;
  /** Nodes that the outputs read, directly or not, each after what it reads. */
  readonly live: readonly string[];
  /** Output tensors that the signature names, with what they show. */
  readonly outputs: readonly { readonly key: string; readonly of: ShapeView }[];
}
