import type { Shape } from "./model.ts";
import type { EmbeddingLayer, MaskLayer } from "./sequence-layers.ts";

/** Rows of the kernel by token. A number that is no token of the vocabulary gives NaN, so that it is not overlooked. */
export function referenceEmbedding({ weights }: EmbeddingLayer, input: Float64Array): Float64Array {
  const [vocabulary, width] = weights.kernel.shape;
  return Float64Array.from({ length: input.length * width }, (_, i) => {
    const token = input[Math.floor(i / width)];
    const known = Number.isInteger(token) && token >= 0 && token < vocabulary;
    return known ? weights.kernel.values[token * width + (i % width)] : Number.NaN;
  });
}

/** 1 where a place counts, else 0. */
export function referenceMask({ value }: MaskLayer, input: Float64Array, shape: Shape): Float64Array {
  const channels = shape.length === 1 ? 1 : shape[1];
  return Float64Array.from({ length: input.length / channels }, (_, place) =>
    input.subarray(place * channels, (place + 1) * channels).some((x) => x !== value) ? 1 : 0,
  );
}
