import type { Layer, Shape, Tensor } from "./model.ts";
import { weightsOf } from "./model.ts";
import { modelInvalid, shapeWords } from "./model-invalid.ts";
import type { AttentionLayer, RecurrentLayer } from "./sequence-layers.ts";

const same = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((length, axis) => length === b[axis]);

/** Number of elements of a shape. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Gates of a recurrent cell, each as wide as the layer. */
export const gatesOf = { lstm: 4, gru: 3, simple: 1 } as const satisfies Record<RecurrentLayer["cell"], number>;

/** Shapes by weight name; weights that are not named may have any shape. */
type Expected = Readonly<Record<string, Shape>>;

function recurrentShapes({ cell, resetAfter, weights }: RecurrentLayer, channels: number): Expected {
  const [units] = weights.recurrent.shape;
  const wide = gatesOf[cell] * units;
  return {
    kernel: [channels, wide],
    recurrent: [units, wide],
    bias: cell === "gru" && resetAfter ? [2, wide] : [wide],
  };
}

function attentionShapes({ weights }: AttentionLayer, inputs: readonly Shape[]): Expected {
  const [query, value, key] = [inputs[0], inputs[1], inputs[2] ?? inputs[1]].map((shape) => shape.at(-1)!);
  const scored = weights.queryKernel.shape[1];
  const [valued, out] = [weights.valueKernel.shape[1], weights.outputKernel.shape[1]];
  return {
    queryKernel: [query, scored],
    queryBias: [scored],
    keyKernel: [key, scored],
    keyBias: [scored],
    valueKernel: [value, valued],
    valueBias: [valued],
    outputKernel: [valued, out],
    outputBias: [out],
  };
}

/**
 * The shapes that a layer's weights must have behind these inputs. What only the weights themselves can say (window,
 * number of filters) is taken from the kernel.
 */
function expectedShapes(layer: Layer, inputs: readonly Shape[]): Expected {
  const channels = inputs[0].at(-1)!;
  switch (layer.kind) {
    case "dense": {
      const units = layer.weights.kernel.shape[1];
      return { kernel: [channels, units], bias: [units] };
    }
    case "conv": {
      const { shape } = layer.weights.kernel;
      const filters = shape[shape.length - 1];
      return {
        kernel: [...shape.slice(0, layer.strides.length), channels / (layer.groups ?? 1), filters],
        bias: [filters],
      };
    }
    case "depthwise-conv": {
      const { shape } = layer.weights.kernel;
      const multiplier = shape[shape.length - 1];
      return {
        kernel: [...shape.slice(0, layer.strides.length), channels, multiplier],
        bias: [channels * multiplier],
      };
    }
    case "batch-norm":
    case "layer-norm":
    case "group-norm":
      return { gamma: [channels], beta: [channels], mean: [channels], variance: [channels] };
    case "recurrent":
      return recurrentShapes(layer, channels);
    case "attention":
      return attentionShapes(layer, inputs);
    default:
      return {};
  }
}

/** Number of axes that a layer's kernels have, by weight name. */
function kernelRanks(layer: Layer): Readonly<Record<string, number>> {
  switch (layer.kind) {
    case "dense":
    case "embedding":
      return { kernel: 2 };
    case "conv":
    case "depthwise-conv":
      return { kernel: layer.strides.length + 2 };
    case "recurrent":
      return { kernel: 2, recurrent: 2 };
    case "attention":
      return { queryKernel: 2, keyKernel: 2, valueKernel: 2, outputKernel: 2 };
    default:
      return {};
  }
}

function checkKernelRanks(layer: Layer): void {
  const weights = weightsOf(layer);
  for (const [name, rank] of Object.entries(kernelRanks(layer))) {
    const tensor = weights[name];
    if (tensor?.shape.length !== rank)
      throw modelInvalid(
        layer.id,
        tensor === undefined
          ? `has no ${name}.`
          : `has a ${name} of shape ${shapeWords(tensor.shape)}; a ${name} with ${rank} axes was expected.`,
      );
  }
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

/** Checks every weight of a layer against the shapes that it reads. Throws `model-invalid`. */
export function checkWeights(layer: Layer, inputs: readonly Shape[]): void {
  checkKernelRanks(layer);
  const expected = expectedShapes(layer, inputs);
  for (const [name, tensor] of Object.entries(weightsOf(layer)))
    if (tensor !== undefined) checkTensor(layer, name, tensor, expected[name]);
}

/** Checks weights that are repeated over the input: aligned with its last axes, each axis as long or 1. Throws `model-invalid`. */
export function checkAligned(layer: Layer, input: Shape): void {
  checkWeights(layer, [input]);
  for (const [name, { shape }] of Object.entries(weightsOf(layer))) {
    const last = input.slice(Math.max(0, input.length - shape.length));
    if (shape.length > input.length || shape.some((length, axis) => length !== 1 && length !== last[axis]))
      throw modelInvalid(
        layer.id,
        `has a ${name} of shape ${shapeWords(shape)}, which does not align with the last axes of its input of shape ${shapeWords(input)}.`,
      );
  }
}
