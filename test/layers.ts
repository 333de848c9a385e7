import type {
  Activation,
  ActivationName,
  AddLayer,
  BatchNormLayer,
  ConcatLayer,
  ConvLayer,
  DenseLayer,
  DepthwiseConvLayer,
  FlattenLayer,
  InputLayer,
  Layer,
  MergeLayer,
  Model,
  PoolLayer,
  Shape,
  Tensor,
} from "../src/core/model/model.ts";
import type { AttentionLayer, RecurrentLayer } from "../src/core/model/sequence-layers.ts";

/** Layers for tests, in few words. Weights not given are small numbers that differ from each other. */

export function tensor(shape: Shape, values?: readonly number[]): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return {
    shape,
    values: Float32Array.from({ length: size }, (_, i) => values?.[i] ?? Math.sin(i * 1.7 + size) / 2),
  };
}

const activation = (name: ActivationName): Activation => ({ name });

export function input(shape: Shape, id = "input"): InputLayer {
  return { id, kind: "input", inputs: [], shape };
}

export function dense(
  id: string,
  from: string,
  inputs: number,
  units: number,
  name: ActivationName = "linear",
): DenseLayer {
  return {
    id,
    kind: "dense",
    inputs: [from],
    activation: activation(name),
    weights: { kernel: tensor([inputs, units]), bias: tensor([units]) },
  };
}

/** Stride and dilation 1; override by spreading. `kernel` is [...window, in, out]. */
export function conv(id: string, from: string, kernel: Shape, name: ActivationName = "linear"): ConvLayer {
  const ones = kernel.slice(2).map(() => 1);
  return {
    id,
    kind: "conv",
    inputs: [from],
    strides: ones,
    dilation: ones,
    padding: "valid",
    activation: activation(name),
    weights: { kernel: tensor(kernel), bias: tensor([kernel[kernel.length - 1]]) },
  };
}

/** `kernel` is [height, width, in, multiplier]. */
export function depthwise(id: string, from: string, kernel: Shape): DepthwiseConvLayer {
  return {
    id,
    kind: "depthwise-conv",
    inputs: [from],
    strides: [1, 1],
    dilation: [1, 1],
    padding: "valid",
    activation: activation("linear"),
    weights: { kernel: tensor(kernel), bias: tensor([kernel[2] * kernel[3]]) },
  };
}

export function batchNorm(id: string, from: string, channels: number): BatchNormLayer {
  const shape = [channels];
  const variance = tensor(shape);
  return {
    id,
    kind: "batch-norm",
    inputs: [from],
    epsilon: 1e-3,
    weights: {
      gamma: tensor(shape),
      beta: tensor(shape),
      mean: tensor(shape),
      variance: { shape, values: variance.values.map((x) => Math.abs(x) + 0.1) },
    },
  };
}

export function activate(id: string, from: string, name: ActivationName): Layer {
  return { id, kind: "activation", inputs: [from], activation: activation(name) };
}

export function pool(
  id: string,
  from: string,
  size: readonly number[],
  operation: "max" | "average" = "max",
): PoolLayer {
  return { id, kind: "pool", inputs: [from], operation, size, strides: size, padding: "valid" };
}

export function globalPool(id: string, from: string): Layer {
  return { id, kind: "global-pool", inputs: [from], operation: "average", keepAxes: false };
}

export function flatten(id: string, from: string, order: FlattenLayer["order"] = "channels-last"): FlattenLayer {
  return { id, kind: "flatten", inputs: [from], order };
}

export function dropout(id: string, from: string): Layer {
  return { id, kind: "dropout", inputs: [from], rate: 0.5 };
}

export function add(id: string, ...from: string[]): AddLayer {
  return { id, kind: "add", inputs: from };
}

export function concat(id: string, ...from: string[]): ConcatLayer {
  return { id, kind: "concat", inputs: from };
}

/** Elementwise product. */
export function multiply(id: string, ...from: string[]): MergeLayer {
  return { id, kind: "merge", operation: "multiply", inputs: from };
}

export function reshape(id: string, from: string, shape: Shape): Layer {
  return { id, kind: "reshape", inputs: [from], shape };
}

export function select(id: string, from: string, channels: readonly number[]): Layer {
  return { id, kind: "channel-select", inputs: [from], channels };
}

export function embedding(id: string, from: string, vocabulary: number, width: number): Layer {
  return { id, kind: "embedding", inputs: [from], weights: { kernel: tensor([vocabulary, width]) } };
}

export function layerNorm(id: string, from: string, channels: number): Layer {
  const weights = { gamma: tensor([channels]), beta: tensor([channels]) };
  return { id, kind: "layer-norm", inputs: [from], epsilon: 1e-3, weights };
}

/** Returns the last state; override by spreading. */
export function recurrent(
  id: string,
  from: string,
  cell: RecurrentLayer["cell"],
  inputs: number,
  units: number,
): RecurrentLayer {
  const wide = { lstm: 4, gru: 3, simple: 1 }[cell] * units;
  return {
    id,
    kind: "recurrent",
    inputs: [from],
    cell,
    activation: activation("tanh"),
    recurrentActivation: activation("sigmoid"),
    sequences: false,
    backwards: false,
    weights: { kernel: tensor([inputs, wide]), recurrent: tensor([units, wide]), bias: tensor([wide]) },
  };
}

/** Attention of a sequence to itself. */
export function attention(id: string, from: string, heads: number, inputs: number, size: number): AttentionLayer {
  const [into, out] = [
    [inputs, heads * size],
    [heads * size, inputs],
  ];
  return {
    id,
    kind: "attention",
    inputs: [from, from],
    heads,
    causal: false,
    weights: {
      queryKernel: tensor(into),
      keyKernel: tensor(into),
      valueKernel: tensor(into),
      outputKernel: tensor(out),
      queryBias: tensor([heads * size]),
      outputBias: tensor([inputs]),
    },
  };
}

/** A network of these layers; the last one is the output. */
export function network(...layers: readonly Layer[]): Model {
  return { name: "test", layers, output: layers[layers.length - 1].id };
}

/** LeNet-5 as the lab uses it: 6 and 16 filters, 120 and 84 units, 10 classes, 28 x 28 inputs. */
export function lenet(): Model {
  return network(
    input([28, 28, 1]),
    { ...conv("conv1", "input", [5, 5, 1, 6], "relu"), padding: "same" },
    pool("pool1", "conv1", [2, 2]),
    conv("conv2", "pool1", [5, 5, 6, 16], "relu"),
    pool("pool2", "conv2", [2, 2]),
    flatten("flatten", "pool2"),
    dense("dense1", "flatten", 400, 120, "relu"),
    dense("dense2", "dense1", 120, 84, "relu"),
    dense("output", "dense2", 84, 10, "softmax"),
  );
}
