import { FailureError } from "../../../core/failure.ts";
import type { Activation, Layer, LayerId, Shape } from "../../../core/model/model.ts";
import { writableActivation } from "./tfjs-activations.ts";

/** A layer as tfjs reads it; `inputs` become its inbound nodes. */
export interface FreshLayer {
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>> & { readonly name: LayerId };
  readonly inputs: readonly LayerId[];
}

function inexpressible(layer: Layer, what: string): FailureError {
  return new FailureError({
    kind: "model-unsupported",
    message: `The layer "${layer.id}" ${what}, which a tfjs LayersModel cannot express.`,
    where: `layer "${layer.id}"`,
    advice: "Export the network in the format it came in.",
  });
}

/** An activation as a layer of its own, for those that are no attribute in tfjs. */
function activationLayer(layer: Layer, name: LayerId, activation: Activation, inputs: readonly LayerId[]): FreshLayer {
  if (activation.name === "leaky-relu")
    return { className: "LeakyReLU", config: { name, alpha: activation.alpha ?? 0.3 }, inputs };
  const written = writableActivation(activation);
  if (written === null)
    throw inexpressible(layer, `uses the activation ${activation.name} (alpha ${activation.alpha ?? 1})`);
  return { className: "Activation", config: { name, activation: written }, inputs };
}

/** The layer with its activation as an attribute, or followed by a layer that holds it. */
function activated(
  layer: Layer & { readonly activation: Activation },
  className: string,
  config: object,
): FreshLayer[] {
  const written = writableActivation(layer.activation);
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
  return written === null
    ? [own, activationLayer(layer, `${layer.id}_activation`, layer.activation, [layer.id])]
    : [own];
}

function freshConv(layer: Layer & { readonly kind: "conv" }): FreshLayer[] {
  if (layer.padding === "causal") throw inexpressible(layer, "has causal padding");
  const rank = layer.strides.length;
  return activated(layer, rank === 1 ? "Conv1D" : "Conv2D", {
    filters: layer.weights.kernel.shape.at(-1),
    kernel_size: layer.weights.kernel.shape.slice(0, rank),
    strides: layer.strides,
    dilation_rate: layer.dilation,
    padding: layer.padding,
    data_format: "channels_last",
  });
}

function freshFlatten(layer: Layer & { readonly kind: "flatten" }, shape: Shape): FreshLayer[] {
  const flatten = { className: "Flatten", config: { name: layer.id }, inputs: layer.inputs };
  if (layer.order === "channels-last" || shape.length < 2) return [flatten];
  const name = `${layer.id}_channels_first`;
  const dims = shape.length === 2 ? [2, 1] : [3, 1, 2];
  return [
    { className: "Permute", config: { name, dims }, inputs: layer.inputs },
    { ...flatten, inputs: [name] },
  ];
}

/**
 * One of our layers as one or two tfjs layers; the last is the one that others read.
 * @param shape output shape of the layer's first input, without the batch axis
 * @throws FailureError model-unsupported for what tfjs-layers 4.22 cannot open
 */
export function freshLayers(layer: Layer, shape: Shape): readonly FreshLayer[] {
  const { id: name, inputs } = layer;
  const dimensions = `${shape.length - 1}D`;
  const operation = "operation" in layer && layer.operation === "max" ? "Max" : "Average";
  switch (layer.kind) {
    case "input":
      return [
        {
          className: "InputLayer",
          config: { name, batch_input_shape: [null, ...layer.shape], dtype: "float32" },
          inputs,
        },
      ];
    case "dense":
      return activated(layer, "Dense", { units: layer.weights.kernel.shape.at(-1) });
    case "conv":
      return freshConv(layer);
    case "depthwise-conv":
      return activated(layer, "DepthwiseConv2D", {
        depth_multiplier: layer.weights.kernel.shape.at(-1),
        kernel_size: layer.weights.kernel.shape.slice(0, 2),
        strides: layer.strides,
        dilation_rate: layer.dilation,
        padding: layer.padding,
        data_format: "channels_last",
      });
    case "batch-norm": {
      const { gamma, beta } = layer.weights;
      const config = { name, axis: -1, epsilon: layer.epsilon, scale: gamma !== undefined, center: beta !== undefined };
      return [{ className: "BatchNormalization", config, inputs }];
    }
    case "activation":
      return [activationLayer(layer, name, layer.activation, inputs)];
    case "pool": {
      const config = { name, pool_size: layer.size, strides: layer.strides, padding: layer.padding };
      return [{ className: `${operation}Pooling${dimensions}`, config, inputs }];
    }
    case "global-pool":
      if (layer.keepAxes) throw inexpressible(layer, "pools over all places and keeps the axes");
      return [{ className: `Global${operation}Pooling${dimensions}`, config: { name }, inputs }];
    case "flatten":
      return freshFlatten(layer, shape);
    case "dropout":
      return [{ className: "Dropout", config: { name, rate: layer.rate }, inputs }];
    case "zero-padding":
      if (layer.padding.length !== 2) throw inexpressible(layer, "pads a sequence with zeros");
      return [{ className: "ZeroPadding2D", config: { name, padding: layer.padding }, inputs }];
    case "add":
      return [{ className: "Add", config: { name }, inputs }];
    case "concat":
      return [{ className: "Concatenate", config: { name, axis: -1 }, inputs }];
  }
}
