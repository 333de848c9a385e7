import type { ConvLayer, DepthwiseConvLayer, Layer, Padding, PoolLayer, Shape, ZeroPaddingLayer } from "./model.ts";
import { modelInvalid, shapeWords } from "./model-invalid.ts";
import { checkWeights } from "./weight-shapes.ts";
import { placeWindow, type Sides } from "./window.ts";

/** Whether these are whole numbers of at least 1. */
export const positive = (axes: readonly number[]): boolean => axes.every((n) => Number.isInteger(n) && n >= 1);

/** Refuses an input with another number of axes. Throws `model-invalid`. */
export function expectRank(layer: Layer, shape: Shape, rank: number): void {
  if (shape.length !== rank)
    throw modelInvalid(
      layer.id,
      `got an input of shape ${shapeWords(shape)}; ${rank} axes (channels last) were expected.`,
    );
}

/** Refuses lists that do not have a whole number of at least 1 for each spatial axis. */
function expectPositive(layer: Layer, axes: number, lists: Readonly<Record<string, readonly number[]>>): void {
  for (const [word, list] of Object.entries(lists))
    if (list.length !== axes || !positive(list))
      throw modelInvalid(
        layer.id,
        `has ${word} ${list.join(", ")}; ${axes} whole numbers of at least 1 were expected.`,
      );
}

function expectSides(layer: Layer, padding: readonly Sides[], axes: number): void {
  const whole = padding.every((sides) => sides.length === 2 && sides.every((n) => Number.isInteger(n) && n >= 0));
  if (!whole) throw modelInvalid(layer.id, "has a padding that is not a whole number of at least 0.");
  if (padding.length !== axes)
    throw modelInvalid(layer.id, `has padding for ${padding.length} axes; ${axes} spatial axes were expected.`);
}

/** Lengths of the spatial axes behind a window; refuses a window that does not fit. */
function windowed(
  layer: Layer,
  spatial: Shape,
  window: readonly number[],
  strides: readonly number[],
  dilation: readonly number[],
  padding: Padding | readonly Sides[],
): number[] {
  expectPositive(layer, spatial.length, { window, strides, dilation });
  if (padding === "causal" && spatial.length !== 1)
    throw modelInvalid(layer.id, "has causal padding over two axes; it is defined over one axis only.");
  return spatial.map((length, axis) => {
    const sides = typeof padding === "string" ? padding : padding[axis];
    const { out } = placeWindow(length, window[axis], strides[axis], dilation[axis], sides);
    if (out < 1)
      throw modelInvalid(
        layer.id,
        `has a window of ${shapeWords(window)} that does not fit into its input of ${shapeWords(spatial)} ${
          typeof padding === "string" ? "without" : "with its"
        } padding.`,
      );
    return out;
  });
}

function expectWindowAxes(layer: ConvLayer | DepthwiseConvLayer | PoolLayer): void {
  if (layer.strides.length !== 1 && layer.strides.length !== 2)
    throw modelInvalid(layer.id, `has ${layer.strides.length} strides; one or two were expected.`);
}

/** Output shape of a convolution, grouped or not. Throws `model-invalid`. */
export function convolved(layer: ConvLayer, shape: Shape): Shape {
  expectWindowAxes(layer);
  expectRank(layer, shape, layer.strides.length + 1);
  const groups = layer.groups ?? 1;
  const filters = layer.weights.kernel.shape.at(-1)!;
  const channels = shape.at(-1)!;
  if (!positive([groups]) || channels % groups !== 0 || filters % groups !== 0)
    throw modelInvalid(
      layer.id,
      `has ${groups} groups; a number that divides its ${channels} channels and its ${filters} filters was expected.`,
    );
  checkWeights(layer, [shape]);
  const window = layer.weights.kernel.shape.slice(0, layer.strides.length);
  return [...windowed(layer, shape.slice(0, -1), window, layer.strides, layer.dilation, layer.padding), filters];
}

/** Output shape of a depthwise convolution. Throws `model-invalid`. */
export function convolvedDepthwise(layer: DepthwiseConvLayer, shape: Shape): Shape {
  expectWindowAxes(layer);
  expectRank(layer, shape, layer.strides.length + 1);
  checkWeights(layer, [shape]);
  const kernel = layer.weights.kernel.shape;
  const window = kernel.slice(0, layer.strides.length);
  const places = windowed(layer, shape.slice(0, -1), window, layer.strides, layer.dilation, layer.padding);
  return [...places, shape.at(-1)! * kernel.at(-1)!];
}

/** Output shape of a pool. Every window must meet its input somewhere. Throws `model-invalid`. */
export function pooled(layer: PoolLayer, shape: Shape): Shape {
  expectWindowAxes(layer);
  expectRank(layer, shape, layer.size.length + 1);
  const spatial = shape.slice(0, -1);
  const { padding } = layer;
  if (typeof padding !== "string") expectSides(layer, padding, spatial.length);
  const ones = layer.size.map(() => 1);
  const places = windowed(layer, spatial, layer.size, layer.strides, ones, padding);
  if (typeof padding !== "string")
    places.forEach((out, axis) => {
      const [before] = padding[axis];
      if (before >= layer.size[axis] || (out - 1) * layer.strides[axis] - before >= spatial[axis])
        throw modelInvalid(
          layer.id,
          `has padding ${padding[axis].join(" and ")} around a window of ${layer.size[axis]}, so that a window would see padding only.`,
        );
    });
  return [...places, shape.at(-1)!];
}

/** Output shape of a zero padding. Throws `model-invalid`. */
export function zeroPadded(layer: ZeroPaddingLayer, shape: Shape): Shape {
  expectRank(layer, shape, layer.padding.length + 1);
  expectSides(layer, layer.padding, shape.length - 1);
  return shape.map((length, axis) =>
    axis < layer.padding.length ? length + layer.padding[axis][0] + layer.padding[axis][1] : length,
  );
}
