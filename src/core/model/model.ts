import type { AffineLayer, GroupNormLayer, LayerNormLayer, PreluLayer, RescalingLayer } from "./norm-layers.ts";
import type {
  ChannelSelectLayer,
  PermuteLayer,
  ReshapeLayer,
  SliceLayer,
  UpsamplingLayer,
} from "./rearrange-layers.ts";
import type { AttentionLayer, EmbeddingLayer, MaskLayer, RecurrentLayer } from "./sequence-layers.ts";

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
  | "hard-silu"
  | "mish"
  | "celu"
  | "exponential"
  | "log-sigmoid"
  | "thresholded-relu"
  | "clip"
  | "softplus"
  | "softsign"
  | "softmax"
  | "log-softmax";

/**
 * `alpha` and `beta` by name: leaky-relu alpha x below 0 (default 0.3, Keras); elu and celu scale alpha (1);
 * hard-sigmoid clip(alpha x + beta, 0, 1) (0.2 and 0.5, Keras 2; 1/6 and 0.5 in Keras 3, PyTorch and hard-silu);
 * thresholded-relu x where x > alpha (1), else 0; clip to alpha..beta (0 and 1). Softmaxes run over the last axis.
 */
export interface Activation {
  readonly name: ActivationName;
  readonly alpha?: number;
  readonly beta?: number;
}

export type Padding = "same" | "valid" | "causal";

export interface LayerBase {
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

/**
 * 1-d or 2-d by the length of `strides`. Weights: kernel [...window, in / groups, out], bias [out]. "causal" only in 1-d.
 * With groups, output channels g * out / groups ... read input channels g * in / groups ... only.
 */
export interface ConvLayer extends LayerBase {
  readonly kind: "conv";
  /** 1 where it is left out. */
  readonly groups?: number;
  readonly strides: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: Padding;
  readonly activation: Activation;
  readonly weights: { readonly kernel: Tensor; readonly bias?: Tensor };
}

/**
 * 1-d or 2-d by the length of `strides`. Weights: kernel [...window, in, multiplier], bias [in * multiplier]; output
 * channel = in * multiplier + m. "causal" only in 1-d.
 */
export interface DepthwiseConvLayer extends LayerBase {
  readonly kind: "depthwise-conv";
  readonly strides: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: Padding;
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

/**
 * 1-d or 2-d by the length of `size`. Padding is "same", "valid", or [before, after] for each spatial axis (PyTorch,
 * ONNX). Padding never wins a maximum, and an average leaves it out (TensorFlow) unless `countPadding` says otherwise.
 */
export interface PoolLayer extends LayerBase {
  readonly kind: "pool";
  readonly operation: "max" | "average";
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly padding: "same" | "valid" | readonly (readonly [number, number])[];
  /** Average only: explicit padding counts as zeros. */
  readonly countPadding?: boolean;
}

/** Over all axes but the last. An average may read a mask [places, 1] as its second input: only places with 1 count. */
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

/** Elementwise sum of two or more inputs. Axes have equal lengths or length 1, which is repeated. */
export interface AddLayer extends LayerBase {
  readonly kind: "add";
}

/** Elementwise, of two or more inputs (subtract and divide: exactly two). Axes have equal lengths or length 1, which is repeated. */
export interface MergeLayer extends LayerBase {
  readonly kind: "merge";
  readonly operation: "subtract" | "multiply" | "divide" | "average" | "maximum" | "minimum";
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
  | LayerNormLayer
  | GroupNormLayer
  | AffineLayer
  | RescalingLayer
  | PreluLayer
  | ActivationLayer
  | PoolLayer
  | GlobalPoolLayer
  | FlattenLayer
  | DropoutLayer
  | ZeroPaddingLayer
  | SliceLayer
  | UpsamplingLayer
  | ChannelSelectLayer
  | ReshapeLayer
  | PermuteLayer
  | EmbeddingLayer
  | MaskLayer
  | RecurrentLayer
  | AttentionLayer
  | AddLayer
  | MergeLayer
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
