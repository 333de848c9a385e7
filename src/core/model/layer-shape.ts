import { combined, concatenated } from "./merged-shape.ts";
import type { BatchNormLayer, InputLayer, Layer, Shape } from "./model.ts";
import { modelInvalid, shapeWords } from "./model-invalid.ts";
import type { GroupNormLayer, LayerNormLayer } from "./norm-layers.ts";
import { permuted, reshaped, selected, sliced, upsampled } from "./rearranged-shape.ts";
import { attended, embedded, masked, pooledGlobally, recurred } from "./sequence-shape.ts";
import { checkAligned, checkWeights, sizeOf } from "./weight-shapes.ts";
import { convolved, convolvedDepthwise, pooled, positive, zeroPadded } from "./window-shape.ts";

function given(layer: InputLayer): Shape {
  if (layer.shape.length < 1 || layer.shape.length > 4 || !positive(layer.shape))
    throw modelInvalid(
      layer.id,
      `has shape ${shapeWords(layer.shape)}; one to four axes of known length were expected.`,
    );
  return layer.shape;
}

function normalised(layer: BatchNormLayer | LayerNormLayer | GroupNormLayer, shape: Shape): Shape {
  if (!(layer.epsilon >= 0 && layer.epsilon < Number.POSITIVE_INFINITY))
    throw modelInvalid(layer.id, `has epsilon ${layer.epsilon}; a number of at least 0 was expected.`);
  const channels = shape.at(-1)!;
  if (layer.kind === "group-norm" && (!positive([layer.groups]) || channels % layer.groups !== 0))
    throw modelInvalid(
      layer.id,
      `has ${layer.groups} groups; a number that divides its ${channels} channels was expected.`,
    );
  checkWeights(layer, [shape]);
  return shape;
}

/**
 * Output shape of one layer behind inputs of these shapes, without the batch axis. Checks the layer's settings and the
 * shapes of its weights on the way.
 * Errors: `model-invalid`, naming the layer, what it got and what it expected.
 */
export function outputShapeOf(layer: Layer, inputs: readonly Shape[]): Shape {
  const shape = inputs[0] ?? [];
  switch (layer.kind) {
    case "input":
      return given(layer);
    case "dense":
      checkWeights(layer, inputs);
      return [...shape.slice(0, -1), layer.weights.kernel.shape[1]];
    case "conv":
      return convolved(layer, shape);
    case "depthwise-conv":
      return convolvedDepthwise(layer, shape);
    case "batch-norm":
    case "layer-norm":
    case "group-norm":
      return normalised(layer, shape);
    case "affine":
    case "prelu":
      checkAligned(layer, shape);
      return shape;
    case "rescaling":
      if (!Number.isFinite(layer.scale) || !Number.isFinite(layer.offset))
        throw modelInvalid(layer.id, `has scale ${layer.scale} and offset ${layer.offset}; numbers were expected.`);
      return shape;
    case "pool":
      return pooled(layer, shape);
    case "global-pool":
      return pooledGlobally(layer, inputs);
    case "flatten":
      return [sizeOf(shape)];
    case "zero-padding":
      return zeroPadded(layer, shape);
    case "slice":
      return sliced(layer, shape);
    case "upsampling":
      return upsampled(layer, shape);
    case "channel-select":
      return selected(layer, shape);
    case "reshape":
      return reshaped(layer, shape);
    case "permute":
      return permuted(layer, shape);
    case "embedding":
      return embedded(layer, shape);
    case "mask":
      return masked(layer, shape);
    case "recurrent":
      return recurred(layer, inputs);
    case "attention":
      return attended(layer, inputs);
    case "add":
    case "merge":
      return combined(layer, inputs);
    case "concat":
      return concatenated(layer, inputs);
    case "activation":
    case "dropout":
      return shape;
  }
}
