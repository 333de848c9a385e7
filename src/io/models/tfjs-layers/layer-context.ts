import { FailureError } from "../../../core/failure.ts";
import type { Layer, LayerId, Shape, Tensor } from "../../../core/model/model.ts";
import { fieldOf, type JsonObject } from "../json-fields.ts";

/** What a class needs to make one layer of ours. */
export interface LayerContext {
  readonly id: LayerId;
  readonly className: string;
  readonly config: JsonObject;
  readonly inputs: readonly LayerId[];
  /** Output shapes of the inputs, without the batch axis. */
  readonly inputShapes: readonly Shape[];
  /** Keras 3 wording: some defaults and formulas differ. */
  readonly keras3: boolean;
  /** "conv2d_4 (Conv2D)", for sentences. */
  readonly where: string;
  /** A weight of the layer by our key; every key that `weights` lists exists. */
  readonly weight: (key: string) => Tensor;
}

/** A layer class of Keras and tfjs: the weights it stores, in their order, and how it becomes a layer of ours. */
export interface LayerClass {
  readonly weights: (config: JsonObject) => readonly string[];
  readonly decode: (context: LayerContext) => Layer;
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
