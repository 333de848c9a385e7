import type { GlobalPoolLayer, PoolLayer, Shape } from "./model.ts";
import { visitTaps, type WindowGrid, windowGrid } from "./window.ts";

/** Maximum or mean over the window. Padding is no candidate, and counted only where `whole` divides by the whole window. */
function pool(
  operation: "max" | "average",
  grid: WindowGrid,
  input: Float64Array,
  channels: number,
  examples: number,
  whole = false,
): Float64Array {
  const inputSize = grid.input[0] * grid.input[1] * channels;
  const places = grid.output[0] * grid.output[1];
  const output = new Float64Array(examples * places * channels);
  if (operation === "max") output.fill(Number.NEGATIVE_INFINITY);
  const taps = new Float64Array(places);
  if (whole) taps.fill(grid.window[0] * grid.window[1]);
  else
    visitTaps(grid, (to) => {
      taps[to]++;
    });
  for (let example = 0; example < examples; example++)
    visitTaps(grid, (to, from) => {
      for (let c = 0; c < channels; c++) {
        const y = (example * places + to) * channels + c;
        const x = input[example * inputSize + from * channels + c];
        output[y] = operation === "max" ? Math.max(output[y], x) : output[y] + x / taps[to];
      }
    });
  return output;
}

/** Pooling over one or two spatial axes, examples x places x channels. */
export function referencePool(layer: PoolLayer, input: Float64Array, shape: Shape, examples: number): Float64Array {
  const ones = layer.size.map(() => 1);
  const grid = windowGrid(shape.slice(0, -1), layer.size, layer.strides, ones, layer.padding);
  const whole = typeof layer.padding !== "string" && layer.countPadding === true;
  return pool(layer.operation, grid, input, shape[shape.length - 1], examples, whole);
}

/** The mean of the places whose mask is 1 (weighted by the mask where it is another number); 0 where none counts. */
function maskedMean(input: Float64Array, mask: Float64Array, channels: number, examples: number): Float64Array {
  const places = mask.length / examples;
  const output = new Float64Array(examples * channels);
  for (let example = 0; example < examples; example++) {
    const shares = mask.subarray(example * places, (example + 1) * places);
    const total = shares.reduce((sum, share) => sum + share, 0);
    if (total === 0) continue;
    shares.forEach((share, place) => {
      for (let c = 0; c < channels; c++)
        output[example * channels + c] += (share * input[(example * places + place) * channels + c]) / total;
    });
  }
  return output;
}

/**
 * Pooling over all places at once.
 * @param mask examples x places, of an average over the places that count
 */
export function referenceGlobalPool(
  layer: GlobalPoolLayer,
  input: Float64Array,
  shape: Shape,
  examples: number,
  mask?: Float64Array,
): Float64Array {
  if (mask !== undefined) return maskedMean(input, mask, shape[shape.length - 1], examples);
  const spatial = shape.slice(0, -1);
  // however many spatial axes there are, as one
  const places = [spatial.reduce((product, length) => product * length, 1)];
  const grid = windowGrid(places, places, [1], [1], "valid");
  return pool(layer.operation, grid, input, shape[shape.length - 1], examples);
}
