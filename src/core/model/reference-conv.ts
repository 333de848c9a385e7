import { applyActivation } from "./activations.ts";
import type { ConvLayer, DenseLayer, DepthwiseConvLayer, Shape } from "./model.ts";
import { visitTaps, windowGrid } from "./window.ts";

/** Output filled with the bias, ready to be added to. */
function biased(layer: ConvLayer | DepthwiseConvLayer | DenseLayer, size: number, channels: number): Float64Array {
  const output = new Float64Array(size);
  const bias = layer.weights.bias?.values;
  if (bias !== undefined) for (let i = 0; i < size; i++) output[i] = bias[i % channels];
  return output;
}

/** Dense layer on rows x in. */
export function referenceDense(layer: DenseLayer, input: Float64Array): Float64Array {
  const [width, units] = layer.weights.kernel.shape;
  const kernel = layer.weights.kernel.values;
  const rows = input.length / width;
  const output = biased(layer, rows * units, units);
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < width; i++) {
      const x = input[row * width + i];
      for (let o = 0; o < units; o++) output[row * units + o] += x * kernel[i * units + o];
    }
  applyActivation(layer.activation, output, units);
  return output;
}

/** Convolution over one or two spatial axes, in groups or not, examples x places x channels. */
export function referenceConv(layer: ConvLayer, input: Float64Array, shape: Shape, examples: number): Float64Array {
  const spatial = shape.slice(0, -1);
  const { shape: kernelShape, values: kernel } = layer.weights.kernel;
  const [read, filters] = kernelShape.slice(-2);
  const channels = shape[shape.length - 1];
  const perGroup = filters / (layer.groups ?? 1);
  const grid = windowGrid(spatial, kernelShape.slice(0, spatial.length), layer.strides, layer.dilation, layer.padding);
  const inputSize = grid.input[0] * grid.input[1] * channels;
  const outputSize = grid.output[0] * grid.output[1] * filters;
  const output = biased(layer, examples * outputSize, filters);
  for (let example = 0; example < examples; example++)
    visitTaps(grid, (to, from, tap) => {
      const x = example * inputSize + from * channels;
      const y = example * outputSize + to * filters;
      for (let i = 0; i < read; i++)
        for (let o = 0; o < filters; o++)
          output[y + o] += input[x + Math.floor(o / perGroup) * read + i] * kernel[(tap * read + i) * filters + o];
    });
  applyActivation(layer.activation, output, filters);
  return output;
}

/** Depthwise convolution over one or two spatial axes; output channel = in * multiplier + m. */
export function referenceDepthwise(
  layer: DepthwiseConvLayer,
  input: Float64Array,
  shape: Shape,
  examples: number,
): Float64Array {
  const { shape: kernelShape, values: kernel } = layer.weights.kernel;
  const [channels, multiplier] = kernelShape.slice(-2);
  const grid = windowGrid(shape.slice(0, -1), kernelShape.slice(0, -2), layer.strides, layer.dilation, layer.padding);
  const filters = channels * multiplier;
  const inputSize = grid.input[0] * grid.input[1] * channels;
  const outputSize = grid.output[0] * grid.output[1] * filters;
  const output = biased(layer, examples * outputSize, filters);
  for (let example = 0; example < examples; example++)
    visitTaps(grid, (to, from, tap) => {
      const x = example * inputSize + from * channels;
      const y = example * outputSize + to * filters;
      for (let o = 0; o < filters; o++)
        output[y + o] += input[x + Math.floor(o / multiplier)] * kernel[tap * filters + o];
    });
  applyActivation(layer.activation, output, filters);
  return output;
}
