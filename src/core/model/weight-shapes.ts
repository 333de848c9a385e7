import type { Layer, Shape, Tensor } from "./model.ts";
import { weightsOf } from "./model.ts";
import { modelInvalid, shapeWords } from "./model-invalid.ts";

const same = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((length, axis) => length === b[axis]);

/** Number of elements of a shape. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

/**
 * The shapes that a layer's weights must have behind an input with this many channels, by weight name. What only the
 * weights themselves can say (window, number of filters) is taken from the kernel.
 */
function expectedShapes(layer: Layer, channels: number): Record<string, Shape> {
  switch (layer.kind) {
    case "dense": {
      const units = layer.weights.kernel.shape[1];
      return { kernel: [channels, units], bias: [units] };
    }
    case "conv": {
      const { shape } = layer.weights.kernel;
      const filters = shape[shape.length - 1];
      return { kernel: [...shape.slice(0, layer.strides.length), channels, filters], bias: [filters] };
    }
    case "depthwise-conv": {
      const [height, width, , multiplier] = layer.weights.kernel.shape;
      return { kernel: [height, width, channels, multiplier], bias: [channels * multiplier] };
    }
    case "batch-norm":
      return { gamma: [channels], beta: [channels], mean: [channels], variance: [channels] };
    default:
      return {};
  }
}

function checkKernelRank(layer: Layer): void {
  const rank = { dense: 2, "depthwise-conv": 4, conv: layer.kind === "conv" ? layer.strides.length + 2 : 0 };
  if (layer.kind !== "dense" && layer.kind !== "conv" && layer.kind !== "depthwise-conv") return;
  const { shape } = layer.weights.kernel;
  if (shape.length !== rank[layer.kind])
    throw modelInvalid(
      layer.id,
      `has a kernel of shape ${shapeWords(shape)}; a kernel with ${rank[layer.kind]} axes was expected.`,
    );
}

function checkTensor(layer: Layer, name: string, tensor: Tensor, expected: Shape | undefined): void {
  if (expected !== undefined && !same(tensor.shape, expected))
    throw modelInvalid(
      layer.id,
      `has a ${name} of shape ${shapeWords(tensor.shape)}; ${shapeWords(expected)} was expected behind its input.`,
    );
  if (tensor.shape.some((length) => !Number.isInteger(length) || length < 1))
    throw modelInvalid(
      layer.id,
      `has a ${name} of shape ${shapeWords(tensor.shape)}; every axis needs a length of at least 1.`,
    );
  if (tensor.values.length !== sizeOf(tensor.shape))
    throw modelInvalid(
      layer.id,
      `has ${tensor.values.length} numbers in its ${name}; shape ${shapeWords(tensor.shape)} needs ${sizeOf(tensor.shape)}.`,
    );
}

/** Checks every weight of a layer against the number of channels it reads. Throws `model-invalid`. */
export function checkWeights(layer: Layer, channels: number): void {
  checkKernelRank(layer);
  const expected = expectedShapes(layer, channels);
  for (const [name, tensor] of Object.entries(weightsOf(layer))) checkTensor(layer, name, tensor, expected[name]);
}
