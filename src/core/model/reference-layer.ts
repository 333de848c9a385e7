import { applyActivation } from "./activations.ts";
import type { BatchNormLayer, Layer, Shape } from "./model.ts";
import { referenceConv, referenceDense, referenceDepthwise } from "./reference-conv.ts";
import { referenceGlobalPool, referencePool } from "./reference-pool.ts";
import { referenceConcat, referenceFlatten, referenceZeroPadding } from "./reference-rearrange.ts";

function normalised({ weights, epsilon }: BatchNormLayer, input: Float64Array, channels: number): Float64Array {
  return input.map((x, i) => {
    const c = i % channels;
    const scale = (weights.gamma?.values[c] ?? 1) / Math.sqrt(weights.variance.values[c] + epsilon);
    return (x - weights.mean.values[c]) * scale + (weights.beta?.values[c] ?? 0);
  });
}

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
      return normalised(layer, input, channels);
    case "activation": {
      const output = input.slice();
      applyActivation(layer.activation, output, channels);
      return output;
    }
    case "pool":
      return referencePool(layer, input, shape, examples);
    case "global-pool":
      return referenceGlobalPool(layer, input, shape, examples);
    case "flatten":
      return referenceFlatten(layer, input, shape, examples);
    case "zero-padding":
      return referenceZeroPadding(layer, input, shape, examples);
    case "add":
      return input.map((x, i) => inputs.slice(1).reduce((sum, other) => sum + other[i], x));
    case "concat":
      return referenceConcat(
        inputs,
        shapes.map((each) => each[each.length - 1]),
      );
    case "input":
    case "dropout":
      return input.slice();
  }
}
