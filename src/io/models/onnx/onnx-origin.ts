import type { LayerId, Shape } from "../../../core/model/model.ts";
import type { TensorHome } from "../tensor-home.ts";

/**
 * Which of our axes each axis of an ONNX tensor is: our axis without the batch, `batchAxis`, or `noAxis` for an axis of
 * length 1 that our tensor does not have. [N, C, H, W] over our [H, W, C] is [batchAxis, 2, 0, 1].
 */
export type AxisMap = readonly number[];
export const batchAxis = -1;
export const noAxis = -2;

/** A constant of the file and the weight it became. `axes` is always there. */
export interface OnnxHome extends TensorHome {
  readonly axes: readonly number[];
  /** Number of axes of the file's tensor; those that no axis of ours maps to have length 1. */
  readonly rank: number;
  /** Where the graph reads it: node and input. */
  readonly node: number;
  readonly input: number;
  /** Ours is the file's times this. */
  readonly factor?: number;
  /** Ours is 1 / the file's. */
  readonly reciprocal?: true;
  /** The file joins axes 0 and 1 into one and puts an axis of length 1 behind it, as depthwise kernels are stored. */
  readonly depthwise?: true;
}

/** A place in the graph that depends on widths. */
export type NodeEdit =
  | { readonly kind: "groups"; readonly node: number; readonly layer: LayerId; readonly attribute: string }
  /** A constant that says the shape of `tensor`, the target of a Reshape or the sizes of a Resize. NaN: batch. */
  | {
      readonly kind: "shape";
      readonly node: number;
      readonly input: number;
      readonly tensor: string;
      readonly target: readonly number[];
      /** It is made out of shapes while the network runs, and may follow them by itself. */
      readonly computed: boolean;
    }
  /** Channel-selecting node; one layer for each output, null where nothing reads it. */
  | {
      readonly kind: "select";
      readonly node: number;
      readonly axis: number;
      readonly layers: readonly (SelectedChannels | null)[];
      /** The lists that say it, and where among them this axis stands; a Gather and a Split have none. */
      readonly lists?: SelectionLists;
    };

/** Of a Slice: where it starts and ends along each of its axes. Of a Pad: what it puts before and behind each. */
export interface SelectionLists {
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly entry: number;
}

export interface SelectedChannels {
  readonly layer: LayerId;
  readonly channels: readonly number[];
}

/** What an ONNX file said beyond the model; structured-cloneable, never changed. */
export interface OnnxOrigin {
  readonly format: "onnx";
  readonly name: string;
  readonly bytes: Uint8Array;
  /** External data by its path beside the model. */
  readonly external: ReadonlyMap<string, Uint8Array>;
  /** The graph's input and how its axes are ours. */
  readonly input: { readonly name: string; readonly axes: AxisMap };
  /** Its first output, likewise. */
  readonly output: { readonly name: string; readonly axes: AxisMap };
  readonly homes: readonly OnnxHome[];
  readonly edits: readonly NodeEdit[];
  /** Every tensor of the graph that is some layer's output. */
  readonly tensors: readonly { readonly name: string; readonly layer: LayerId; readonly axes: AxisMap }[];
  /** Weights that cannot be written back, with the shapes they must keep. */
  readonly fixed: readonly { readonly layer: LayerId; readonly weight: string; readonly shape: Shape }[];
}
