import { FailureError } from "../../../core/failure.ts";
import type { Activation, Layer, LayerId, Shape } from "../../../core/model/model.ts";
import { type Dialect, writableActivation } from "./tfjs-activations.ts";

/** A layer as tfjs or Keras reads it; `inputs` become its inbound nodes. */
export interface FreshLayer {
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>> & { readonly name: LayerId };
  readonly inputs: readonly LayerId[];
  /** Further inputs by keyword, and keyword arguments. */
  readonly keywords?: Readonly<Record<string, { readonly layer: LayerId } | boolean>>;
}

/** What a layer is written for. */
export interface FreshContext {
  readonly dialect: Dialect;
  /** Output shape of the layer's first input, without the batch axis. */
  readonly shape: Shape;
  /** Whether that input is certainly nowhere below zero. */
  readonly notNegative: boolean;
}

const dialectWords: Readonly<Record<Dialect, string>> = { tfjs: "a tfjs LayersModel", keras3: "a Keras model" };

/** The failure of a layer that the other format has no words for. */
export function inexpressible(layer: Layer, what: string, dialect: Dialect): FailureError {
  return new FailureError({
    kind: "model-unsupported",
    message: `The layer "${layer.id}" ${what}, which ${dialectWords[dialect]} cannot express.`,
    where: `layer "${layer.id}"`,
    advice: "Export the network in the format it came in.",
  });
}

/** An activation as a layer of its own, for those that are no attribute. */
export function activationLayer(
  layer: Layer,
  name: LayerId,
  activation: Activation,
  inputs: readonly LayerId[],
  dialect: Dialect,
): FreshLayer {
  const { alpha, beta } = activation;
  const written = writableActivation(activation, dialect);
  const own = (className: string, config: object): FreshLayer => ({ className, config: { name, ...config }, inputs });
  const keras3 = dialect === "keras3";
  if (written !== null) return own("Activation", { activation: written });
  if (activation.name === "leaky-relu")
    return own("LeakyReLU", keras3 ? { negative_slope: alpha ?? 0.3 } : { alpha: alpha ?? 0.3 });
  // tfjs opens ELU with alpha 1 only
  if (activation.name === "elu" && keras3) return own("ELU", { alpha: alpha ?? 1 });
  if (activation.name === "thresholded-relu" && ((alpha ?? 1) >= 0 || !keras3))
    return keras3
      ? own("ReLU", { max_value: null, negative_slope: 0, threshold: alpha ?? 1 })
      : own("ThresholdedReLU", { theta: alpha ?? 1 });
  if (activation.name === "clip" && (alpha ?? 0) === 0)
    return own("ReLU", { max_value: beta ?? 1, ...(keras3 ? { negative_slope: 0, threshold: 0 } : {}) });
  throw inexpressible(layer, `uses the activation ${activation.name} (alpha ${alpha ?? 1})`, dialect);
}

/** The layer with its activation as an attribute, or followed by a layer that holds it. */
function activated(
  layer: Layer & { readonly activation: Activation },
  className: string,
  config: object,
  { dialect }: FreshContext,
): readonly FreshLayer[] {
  const written = writableActivation(layer.activation, dialect);
  const own: FreshLayer = {
    className,
    config: {
      ...config,
      name: layer.id,
      activation: written ?? "linear",
      use_bias: "weights" in layer && "bias" in layer.weights,
    },
    inputs: layer.inputs,
  };
  if (written !== null) return [own];
  return [own, activationLayer(layer, `${layer.id}_activation`, layer.activation, [layer.id], dialect)];
}

/** A dense layer. */
export function freshDense(layer: Layer & { readonly kind: "dense" }, context: FreshContext): readonly FreshLayer[] {
  return activated(layer, "Dense", { units: layer.weights.kernel.shape.at(-1) }, context);
}

/** A convolution, depthwise or not. @throws FailureError model-unsupported for what tfjs lacks */
export function freshConv(
  layer: Layer & { readonly kind: "conv" | "depthwise-conv" },
  context: FreshContext,
): readonly FreshLayer[] {
  const { dialect } = context;
  const rank = layer.strides.length;
  const { kernel } = layer.weights;
  const shared = {
    kernel_size: kernel.shape.slice(0, rank),
    strides: layer.strides,
    dilation_rate: layer.dilation,
    padding: layer.padding,
    data_format: "channels_last",
  };
  const both = layer.strides.some((stride) => stride > 1) && layer.dilation.some((rate) => rate > 1);
  if (dialect === "tfjs" && both) throw inexpressible(layer, "has strides and dilation at once", dialect);
  if (layer.kind === "depthwise-conv") {
    if (dialect === "tfjs" && rank === 1)
      throw inexpressible(layer, "is a depthwise convolution over a sequence", dialect);
    if (layer.padding === "causal") throw inexpressible(layer, "is depthwise with causal padding", dialect);
    return activated(layer, `DepthwiseConv${rank}D`, { depth_multiplier: kernel.shape.at(-1), ...shared }, context);
  }
  const groups = layer.groups ?? 1;
  if (dialect === "tfjs" && layer.padding === "causal") throw inexpressible(layer, "has causal padding", dialect);
  if (dialect === "tfjs" && groups > 1) throw inexpressible(layer, "convolves in groups", dialect);
  const config = { filters: kernel.shape.at(-1), ...shared, ...(groups > 1 ? { groups } : {}) };
  return activated(layer, `Conv${rank}D`, config, context);
}
