import { FailureError } from "../../../core/failure.ts";
import type { Layer, LayerId, Shape, Tensor } from "../../../core/model/model.ts";
import { fieldOf, type JsonObject } from "../json-fields.ts";

/** What a class needs to make a layer of ours, or several. */
export interface LayerContext {
  readonly id: LayerId;
  readonly className: string;
  readonly config: JsonObject;
  /** What the call read, in order; keyword tensors such as attention's `value` stand in `named`. */
  readonly inputs: readonly LayerId[];
  /** Output shapes of the inputs, without the batch axis. */
  readonly inputShapes: readonly Shape[];
  readonly named: Readonly<Record<string, LayerId>>;
  /** Keyword arguments of the call that are no tensors. */
  readonly call: JsonObject;
  /** The mask that comes with the first input; "unclear" where Quorum cannot follow it. */
  readonly mask: LayerId | "unclear" | null;
  /** The formulas of Keras 3: the hard sigmoid differs. */
  readonly keras3: boolean;
  /** Shape of an example in hand, for inputs whose axes the file leaves open. */
  readonly example: Shape | null;
  /** "conv2d_4 (Conv2D)", for sentences. */
  readonly where: string;
  /** A weight of the layer by its slot; every slot that `weights` lists exists. */
  readonly weight: (slot: string) => Tensor;
}

/** One folder of a layer in Keras 3's weight store, by the names it had over time, and how many weights lie in it. */
export interface WeightFolder {
  readonly names: readonly string[];
  readonly weights: number;
}

/** A layer class of Keras and tfjs: the weights it stores, in their order, and how it becomes layers of ours. */
export interface LayerClass {
  /**
   * Slots in the file's order: "kernel" is that weight of our layer, "depthwise/kernel" that of our layer
   * "<id>/depthwise", and "#count" a tensor that means nothing to us.
   */
  readonly weights: (config: JsonObject) => readonly string[];
  /** The last layer is the one that others read; it has the class's own id. */
  readonly decode: (context: LayerContext) => Layer | readonly Layer[];
  /** How many tensors it reads; one where it is left out. */
  readonly reads?: "many" | "attention";
  /** What becomes of a mask that comes in: dropped where it is left out, as Keras does. */
  readonly mask?: "passes" | "reads" | "unclear";
  /** Where Keras 3 stores the weights; all directly under the layer where it is left out. */
  readonly folders?: (config: JsonObject) => readonly WeightFolder[];
  /** Config keys that follow the widths of the pruned layer. @param part "" is the layer itself, "depthwise" its "<id>/depthwise" */
  readonly widths?: (part: (name: string) => Layer | undefined, config: JsonObject) => JsonObject;
}

/** The failure of a layer that is understood but set up in a way that Quorum does not compute. */
export function unsupportedLayer(context: Pick<LayerContext, "where">, why: string, advice?: string): FailureError {
  return new FailureError({
    kind: "model-unsupported",
    message: `The layer ${context.where} ${why}.`,
    where: context.where,
    ...(advice === undefined ? {} : { advice }),
  });
}

/** @throws FailureError model-unsupported for channels_first */
export function refuseChannelsFirst(context: LayerContext): void {
  if (/^channels_?first$/i.test(String(fieldOf(context.config, "data_format"))))
    throw unsupportedLayer(
      context,
      "keeps its channels on the first axis (channels_first), which Quorum does not compute",
      "Convert the model with data_format channels_last.",
    );
}

/** @throws FailureError model-unsupported where the class works along another axis than the last */
export function expectLastAxis(context: LayerContext, otherwise: unknown, does: string): void {
  const axes = fieldOf(context.config, "axis") ?? otherwise;
  const axis = Array.isArray(axes) && axes.length === 1 ? axes[0] : axes;
  if (axis !== -1 && axis !== context.inputShapes[0]?.length)
    throw unsupportedLayer(context, `${does} axis ${JSON.stringify(axis)}; Quorum computes that over the last axis`);
}

/** No weights. */
export const none = (): readonly string[] => [];
