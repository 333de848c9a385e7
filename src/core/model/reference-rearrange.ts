import type { FlattenLayer, Shape, ZeroPaddingLayer } from "./model.ts";

/** Index after flattening of a channel at a place. */
export function flatIndex(
  order: FlattenLayer["order"],
  place: number,
  places: number,
  channel: number,
  channels: number,
): number {
  return order === "channels-last" ? place * channels + channel : channel * places + place;
}

/** Flatten in either order; input channels last. */
export function referenceFlatten(
  layer: FlattenLayer,
  input: Float64Array,
  shape: Shape,
  examples: number,
): Float64Array {
  const channels = shape[shape.length - 1];
  const size = input.length / examples;
  const output = new Float64Array(input.length);
  for (let example = 0; example < examples; example++)
    for (let i = 0; i < size; i++) {
      const to = flatIndex(layer.order, Math.floor(i / channels), size / channels, i % channels, channels);
      output[example * size + to] = input[example * size + i];
    }
  return output;
}

/** Zeros around one or two spatial axes. */
export function referenceZeroPadding(
  layer: ZeroPaddingLayer,
  input: Float64Array,
  shape: Shape,
  examples: number,
): Float64Array {
  // one spatial axis is a plane of height 1
  const [height, width, channels] = shape.length === 2 ? [1, ...shape] : shape;
  const [vertical, horizontal] = layer.padding.length === 1 ? [[0, 0], layer.padding[0]] : layer.padding;
  const outHeight = height + vertical[0] + vertical[1];
  const outWidth = width + horizontal[0] + horizontal[1];
  const output = new Float64Array(examples * outHeight * outWidth * channels);
  for (let row = 0; row < examples * height; row++) {
    const to = Math.floor(row / height) * outHeight + vertical[0] + (row % height);
    const from = row * width * channels;
    output.set(input.subarray(from, from + width * channels), (to * outWidth + horizontal[0]) * channels);
  }
  return output;
}

/** Inputs side by side along the last axis. */
export function referenceConcat(inputs: readonly Float64Array[], channels: readonly number[]): Float64Array {
  const total = channels.reduce((sum, count) => sum + count, 0);
  const rows = inputs[0].length / channels[0];
  const output = new Float64Array(rows * total);
  let offset = 0;
  inputs.forEach((input, k) => {
    for (let row = 0; row < rows; row++)
      output.set(input.subarray(row * channels[k], (row + 1) * channels[k]), row * total + offset);
    offset += channels[k];
  });
  return output;
}
