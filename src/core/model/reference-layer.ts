import { applyActivation } from "./activations.ts";
import { combined } from "./merged-shape.ts";
import type { Layer, Shape } from "./model.ts";
import { referenceAttention } from "./reference-attention.ts";
import { referenceConv, referenceDense, referenceDepthwise } from "./reference-conv.ts";
import { referenceMerge } from "./reference-merge.ts";
import { referenceAffine, referenceBatchNorm, referenceOwnNorm, referencePrelu } from "./reference-norm.ts";
import { referenceGlobalPool, referencePool } from "./reference-pool.ts";
import { referenceConcat, referenceFlatten, referenceZeroPadding } from "./reference-rearrange.ts";
import { referenceRecurrent } from "./reference-recurrent.ts";
import { referenceChannelSelect, referencePermute, referenceSlice, referenceUpsampling } from "./reference-resample.ts";
import { referenceEmbedding, referenceMask } from "./reference-tokens.ts";

/**
 * One layer on a batch, in 64-bit arithmetic; a new array. Not for "input" layers, which compute nothing.
 * @param inputs what the layer reads, each examples x shape
 * @param shapes shapes of the inputs without the batch axis
 */
export function referenceLayer(
  layer: Layer,
  inputs: readonly Float64Array[],
  shapes: readonly Shape[],
  examples: number,
): Float64Array {
  const [input] = inputs;
  const [shape] = shapes;
  const channels = shape[shape.length - 1];
  switch (layer.kind) {
    case "dense":
      return referenceDense(layer, input);
    case "conv":
      return referenceConv(layer, input, shape, examples);
    case "depthwise-conv":
      return referenceDepthwise(layer, input, shape, examples);
    case "batch-norm":
      return referenceBatchNorm(layer, input, channels);
    case "layer-norm":
    case "group-norm":
      return referenceOwnNorm(layer, input, shape);
    case "affine":
      return referenceAffine(layer, input, shape);
    case "rescaling":
      return input.map((x) => x * layer.scale + layer.offset);
    case "prelu":
      return referencePrelu(layer, input, shape);
    case "activation": {
      const output = input.slice();
      applyActivation(layer.activation, output, channels);
      return output;
    }
    case "pool":
      return referencePool(layer, input, shape, examples);
    case "global-pool":
      return referenceGlobalPool(layer, input, shape, examples, inputs[1]);
    case "flatten":
      return referenceFlatten(layer, input, shape, examples);
    case "zero-padding":
      return referenceZeroPadding(layer, input, shape, examples);
    case "slice":
      return referenceSlice(layer, input, shape);
    case "upsampling":
      return referenceUpsampling(layer, input, shape);
    case "channel-select":
      return referenceChannelSelect(layer, input, channels);
    case "permute":
      return referencePermute(layer, input, shape);
    case "embedding":
      return referenceEmbedding(layer, input);
    case "mask":
      return referenceMask(layer, input, shape);
    case "recurrent":
      return referenceRecurrent(layer, input, shape, examples, inputs[1]);
    case "attention":
      return referenceAttention(layer, inputs, shapes, examples);
    case "add":
    case "merge": {
      const operation = layer.kind === "add" ? "add" : layer.operation;
      return referenceMerge(operation, inputs, shapes, combined(layer, shapes), examples);
    }
    case "concat":
      return referenceConcat(
        inputs,
        shapes.map((each) => each[each.length - 1]),
      );
    case "input":
    case "dropout":
    case "reshape":
      return input.slice();
  }
}
