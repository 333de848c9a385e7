import type { GlobalPoolLayer, PoolLayer, Shape } from "./model.ts";
import { visitTaps, type WindowGrid, windowGrid } from "./window.ts";

/** Maximum or mean over the window; padding is neither a candidate nor counted, as in TensorFlow. */
function pool(
  operation: "max" | "average",
  grid: WindowGrid,
  input: Float64Array,
  channels: number,
  examples: number,
): Float64Array {
  const inputSize = grid.input[0] * grid.input[1] * channels;
  const places = grid.output[0] * grid.output[1];
  const output = new Float64Array(examples * places * channels);
  if (operation === "max") output.fill(Number.NEGATIVE_INFINITY);
  const taps = new Float64Array(places);
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
  return pool(layer.operation, grid, input, shape[shape.length - 1], examples);
}

/** Pooling over all places at once. */
export function referenceGlobalPool(
  layer: GlobalPoolLayer,
  input: Float64Array,
  shape: Shape,
  examples: number,
): Float64Array {
  const spatial = shape.slice(0, -1);
  const ones = spatial.map(() => 1);
  return pool(
    layer.operation,
    windowGrid(spatial, spatial, ones, ones, "valid"),
    input,
    shape[shape.length - 1],
    examples,
  );
}
