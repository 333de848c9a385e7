import type { BatchNormLayer, Shape, Tensor } from "./model.ts";
import type { AffineLayer, GroupNormLayer, LayerNormLayer, PreluLayer } from "./norm-layers.ts";
import { repeated } from "./repeated.ts";
import { sizeOf } from "./weight-shapes.ts";

/** Batch normalisation by the moving statistics. */
export function referenceBatchNorm(
  { weights, epsilon }: BatchNormLayer,
  input: Float64Array,
  channels: number,
): Float64Array {
  return input.map((x, i) => {
    const c = i % channels;
    const scale = (weights.gamma?.values[c] ?? 1) / Math.sqrt(weights.variance.values[c] + epsilon);
    return (x - weights.mean.values[c]) * scale + (weights.beta?.values[c] ?? 0);
  });
}

/**
 * Layer and group normalisation: each example's numbers are brought to mean 0 and variance 1 (that of the numbers
 * themselves, not an estimate from a sample) over one place, or over all places and the channels of a group.
 */
export function referenceOwnNorm(
  layer: LayerNormLayer | GroupNormLayer,
  input: Float64Array,
  shape: Shape,
): Float64Array {
  const channels = shape[shape.length - 1];
  const places = layer.kind === "layer-norm" ? 1 : sizeOf(shape.slice(0, -1));
  const width = layer.kind === "layer-norm" ? channels : channels / layer.groups;
  const { gamma, beta } = layer.weights;
  const output = new Float64Array(input.length);
  for (let from = 0; from < input.length; from += places * channels)
    for (let first = 0; first < channels; first += width) {
      const indices: number[] = [];
      for (let place = 0; place < places; place++)
        for (let c = first; c < first + width; c++) indices.push(from + place * channels + c);
      const mean = indices.reduce((sum, i) => sum + input[i], 0) / indices.length;
      const variance = indices.reduce((sum, i) => sum + (input[i] - mean) ** 2, 0) / indices.length;
      const scale = 1 / Math.sqrt(variance + layer.epsilon);
      for (const i of indices) {
        const c = i % channels;
        output[i] = (input[i] - mean) * scale * (gamma?.values[c] ?? 1) + (beta?.values[c] ?? 0);
      }
    }
  return output;
}

/** The elements of a weight as the input meets them, one example after the other; `otherwise` where there is no weight. */
function aligned(weight: Tensor | undefined, shape: Shape, otherwise: number): (index: number) => number {
  if (weight === undefined) return () => otherwise;
  const from = repeated(weight.shape, shape);
  return (index) => weight.values[from[index % from.length]];
}

/** x * scale + offset, element by element. */
export function referenceAffine({ weights }: AffineLayer, input: Float64Array, shape: Shape): Float64Array {
  const scale = aligned(weights.scale, shape, 1);
  const offset = aligned(weights.offset, shape, 0);
  return input.map((x, i) => x * scale(i) + offset(i));
}

/** Negative numbers times their slope. */
export function referencePrelu({ weights }: PreluLayer, input: Float64Array, shape: Shape): Float64Array {
  const slope = aligned(weights.slope, shape, 1);
  return input.map((x, i) => (x < 0 ? x * slope(i) : x));
}
