/** The name of a layer, unique in its model. */
export type LayerId = string;
/** Axis lengths without the batch axis; channels are last. */
export type Shape = readonly number[];

export interface Tensor {
  readonly shape: Shape;
  /** Row-major, last axis fastest. */
  readonly values: Float32Array;
}

export type ActivationName =
  | "linear"
  | "relu"
  | "relu6"
  | "leaky-relu"
  | "elu"
  | "selu"
  | "gelu"
  | "gelu-tanh"
  | "silu"
  | "tanh"
  | "sigmoid"
  | "hard-sigmoid"
  | "softplus"
  | "softsign"
  | "softmax"
  | "log-softmax";

/** `alpha` is the slope of leaky-relu (default 0.3, Keras) and the scale of elu (default 1); softmaxes run over the last axis. */
export interface Activation {
  readonly name: ActivationName;
  readonly alpha?: number;
}

export type Padding = "same" | "valid" | "causal";

interface LayerBase {
  readonly id: LayerId;
  /** Layers whose outputs this layer reads, in order. */
  readonly inputs: readonly LayerId[];
}

export interface InputLayer extends LayerBase {
  readonly kind: "input";
  readonly shape: Shape;
}

/** Acts on the last axis. Weights: kernel [in, out], bias [out]. */
export interface DenseLayer extends LayerBase {
  readonly kind: "dense";
  readonly activation: Activation;
  readonly weights: { readonly kernel: Tensor; readonly bias?: Tensor };
}

/** 1-d or 2-d by the length of `strides`. Weights: kernel [...window, in, out], bias [out]. "causal" only in 1-d. */
export interface ConvLayer extends LayerBase {
  readonly kind: "conv";
  readonly strides: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: Padding;
  readonly activation: Activation;
  readonly weights: { readonly kernel: Tensor; readonly bias?: Tensor };
}

/** 2-d. Weights: kernel [kh, kw, in, multiplier], bias [in * multiplier]; output channel = in * multiplier + m. */
export interface DepthwiseConvLayer extends LayerBase {
  readonly kind: "depthwise-conv";
  readonly strides: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly padding: "same" | "valid";
  readonly activation: Activation;
  readonly weights: { readonly kernel: Tensor; readonly bias?: Tensor };
}

/** Over the last axis, with the moving statistics. Weights all [channels]. */
export interface BatchNormLayer extends LayerBase {
  readonly kind: "batch-norm";
  readonly epsilon: number;
  readonly weights: {
    readonly gamma?: Tensor;
    readonly beta?: Tensor;
    readonly mean: Tensor;
    readonly variance: Tensor;
  };
}

export interface ActivationLayer extends LayerBase {
  readonly kind: "activation";
  readonly activation: Activation;
}

/** 1-d or 2-d by the length of `size`. Average pooling with "same" leaves padding out of the mean, as TensorFlow does. */
export interface PoolLayer extends LayerBase {
  readonly kind: "pool";
  readonly operation: "max" | "average";
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly padding: "same" | "valid";
}

/** Over all axes but the last. */
export interface GlobalPoolLayer extends LayerBase {
  readonly kind: "global-pool";
  readonly operation: "max" | "average";
  readonly keepAxes: boolean;
}

/** channels-last: index = place * channels + channel. channels-first: index = channel * places + place (PyTorch, ONNX). */
export interface FlattenLayer extends LayerBase {
  readonly kind: "flatten";
  readonly order: "channels-last" | "channels-first";
}

export interface DropoutLayer extends LayerBase {
  readonly kind: "dropout";
  readonly rate: number;
}

/** Spatial zero padding: [before, after] for each spatial axis. */
export interface ZeroPaddingLayer extends LayerBase {
  readonly kind: "zero-padding";
  readonly padding: readonly (readonly [number, number])[];
}

/** Elementwise sum of two or more inputs of one shape. */
export interface AddLayer extends LayerBase {
  readonly kind: "add";
}

/** Along the last axis. */
export interface ConcatLayer extends LayerBase {
  readonly kind: "concat";
}

export type Layer =
  | InputLayer
  | DenseLayer
  | ConvLayer
  | DepthwiseConvLayer
  | BatchNormLayer
  | ActivationLayer
  | PoolLayer
  | GlobalPoolLayer
  | FlattenLayer
  | DropoutLayer
  | ZeroPaddingLayer
  | AddLayer
  | ConcatLayer;

export type LayerKind = Layer["kind"];

/** A network as Quorum sees it, whatever file it came from. Immutable; surgery returns a new one. */
export interface Model {
  readonly name: string;
  /** In topological order: a layer stands after all of its inputs. Exactly one is of kind "input". */
  readonly layers: readonly Layer[];
  /** The layer whose output is the prediction. */
  readonly output: LayerId;
}

/** The weights of a layer by name, empty for layers without any. */
export function weightsOf(layer: Layer): Readonly<Record<string, Tensor>> {
  return "weights" in layer ? (layer.weights as Readonly<Record<string, Tensor>>) : {};
}
