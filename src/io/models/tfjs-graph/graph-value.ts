import type { LayerId, Shape } from "../../../core/model/model.ts";
import type { Constant } from "./constant.ts";

/** Between SpaceToBatchND and BatchToSpaceND, the way older TensorFlow spells a dilated convolution. */
export interface Dilation {
  /** Dilation along each spatial axis of the layer's output. */
  readonly block: readonly number[];
  /** The SpaceToBatchND node. */
  readonly begin: string;
  readonly convolved: boolean;
}

/** The output of a layer as the graph sees it; one view at most, or none, besides a dilation. */
export interface LayerValue {
  readonly kind: "layer";
  readonly layer: LayerId;
  /** Nodes that it went through since the layer was made; a layer may take in what follows where each is read once. */
  readonly nodes: readonly string[];
  /** One axis of length 1 more at this place of its shape (convolutions over sequences). */
  readonly expanded?: number;
  /** The places count as examples; only channels are left (dense layers over sequences). */
  readonly folded?: true;
  readonly dilation?: Dilation;
}

/** What a node's output is to Quorum. */
export type GraphValue = Constant | LayerValue;

/** The shape of a layer's output as the graph sees it, without the examples. */
export function viewedShape(shape: Shape, view: Pick<LayerValue, "expanded" | "folded">): Shape {
  if (view.folded) return shape.slice(-1);
  return view.expanded === undefined ? shape : shape.toSpliced(view.expanded, 0, 1);
}
