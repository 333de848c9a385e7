import type { Layer, Padding, PoolLayer, Shape, ZeroPaddingLayer } from "./model.ts";
import { modelInvalid, shapeWords } from "./model-invalid.ts";
import { checkWeights, sizeOf } from "./weight-shapes.ts";
import { placeWindow } from "./window.ts";

const positive = (axes: readonly number[]): boolean => axes.every((n) => Number.isInteger(n) && n >= 1);

function expectRank(layer: Layer, shape: Shape, rank: number): void {
  if (shape.length !== rank)
    throw modelInvalid(
      layer.id,
      `got an input of shape ${shapeWords(shape)}; ${rank} axes (channels last) were expected.`,
    );
}

/** Lengths of the spatial axes behind a window; refuses a window that does not fit. */
function windowed(
  layer: Layer,
  spatial: Shape,
  window: readonly number[],
  strides: readonly number[],
  dilation: readonly number[],
  padding: Padding,
): number[] {
  for (const [word, axes] of [
    ["window", window],
    ["strides", strides],
    ["dilation", dilation],
  ] as const)
    if (axes.length !== spatial.length || !positive(axes))
      throw modelInvalid(
        layer.id,
        `has ${word} ${axes.join(", ")}; ${spatial.length} whole numbers of at least 1 were expected.`,
      );
  if (padding === "causal" && spatial.length !== 1)
    throw modelInvalid(layer.id, "has causal padding over two axes; it is defined over one axis only.");
  return spatial.map((length, axis) => {
    const { out } = placeWindow(length, window[axis], strides[axis], dilation[axis], padding);
    if (out < 1)
      throw modelInvalid(
        layer.id,
        `has a window of ${shapeWords(window)} that does not fit into its input of ${shapeWords(spatial)} without padding.`,
      );
    return out;
  });
}

function zeroPadded(layer: ZeroPaddingLayer, shape: Shape): Shape {
  expectRank(layer, shape, layer.padding.length + 1);
  const whole = layer.padding.every((sides) => sides.every((n) => Number.isInteger(n) && n >= 0));
  if (!whole) throw modelInvalid(layer.id, "has a padding that is not a whole number of at least 0.");
  return shape.map((length, axis) =>
    axis < layer.padding.length ? length + layer.padding[axis][0] + layer.padding[axis][1] : length,
  );
}

function pooled(layer: PoolLayer, shape: Shape): Shape {
  expectRank(layer, shape, layer.size.length + 1);
  const ones = layer.size.map(() => 1);
  return [
    ...windowed(layer, shape.slice(0, -1), layer.size, layer.strides, ones, layer.padding),
    shape[shape.length - 1],
  ];
}

function merged(layer: Layer, shapes: readonly Shape[]): Shape {
  const first = shapes[0];
  const compared = layer.kind === "add" ? first.length : first.length - 1;
  for (const shape of shapes)
    if (shape.length !== first.length || shape.slice(0, compared).some((length, axis) => length !== first[axis]))
      throw modelInvalid(
        layer.id,
        `got inputs of shapes ${shapeWords(first)} and ${shapeWords(shape)}; ${
          layer.kind === "add" ? "equal shapes were" : "shapes that differ in the last axis only were"
        } expected.`,
      );
  if (layer.kind === "add") return first;
  return [...first.slice(0, -1), shapes.reduce((sum, shape) => sum + shape[shape.length - 1], 0)];
}

/**
 * Output shape of one layer behind inputs of these shapes, without the batch axis. Checks the layer's settings and the
 * shapes of its weights on the way.
 * Errors: `model-invalid`, naming the layer, what it got and what it expected.
 */
export function outputShapeOf(layer: Layer, inputs: readonly Shape[]): Shape {
  const shape = inputs[0] ?? [];
  const channels = shape[shape.length - 1];
  const spatial = shape.slice(0, -1);
  switch (layer.kind) {
    case "input":
      if (layer.shape.length < 1 || layer.shape.length > 3 || !positive(layer.shape))
        throw modelInvalid(
          layer.id,
          `has shape ${shapeWords(layer.shape)}; one to three axes of known length were expected.`,
        );
      return layer.shape;
    case "dense":
      checkWeights(layer, channels);
      return [...spatial, layer.weights.kernel.shape[1]];
    case "conv": {
      if (layer.strides.length !== 1 && layer.strides.length !== 2)
        throw modelInvalid(layer.id, `has ${layer.strides.length} strides; one or two were expected.`);
      expectRank(layer, shape, layer.strides.length + 1);
      checkWeights(layer, channels);
      const kernel = layer.weights.kernel.shape;
      const window = kernel.slice(0, layer.strides.length);
      const places = windowed(layer, spatial, window, layer.strides, layer.dilation, layer.padding);
      return [...places, kernel[kernel.length - 1]];
    }
    case "depthwise-conv": {
      expectRank(layer, shape, 3);
      checkWeights(layer, channels);
      const [height, width, , multiplier] = layer.weights.kernel.shape;
      const places = windowed(layer, spatial, [height, width], layer.strides, layer.dilation, layer.padding);
      return [...places, channels * multiplier];
    }
    case "batch-norm":
      checkWeights(layer, channels);
      return shape;
    case "pool":
      return pooled(layer, shape);
    case "global-pool":
      if (shape.length < 2)
        throw modelInvalid(layer.id, `got an input of shape ${shapeWords(shape)}; places to pool over were expected.`);
      return layer.keepAxes ? [...spatial.map(() => 1), channels] : [channels];
    case "flatten":
      return [sizeOf(shape)];
    case "zero-padding":
      return zeroPadded(layer, shape);
    case "add":
    case "concat":
      return merged(layer, inputs);
    case "activation":
    case "dropout":
      return shape;
  }
}
