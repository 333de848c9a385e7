import type { Layer, Tensor } from "../../../core/model/model.ts";
import { countOf, countsOf, fieldOf, invalidModel, type JsonObject, numberOf } from "../json-fields.ts";
import { type LayerClass, type LayerContext, refuseChannelsFirst, unsupportedLayer } from "./layer-context.ts";
import { readActivation } from "./tfjs-activations.ts";

const withBias =
  (kernel: readonly string[]) =>
  (config: JsonObject): readonly string[] =>
    fieldOf(config, "use_bias") === false ? kernel : [...kernel, "bias"];

function biasOf(context: LayerContext): { readonly bias?: Tensor } {
  return fieldOf(context.config, "use_bias") === false ? {} : { bias: context.weight("bias") };
}

function activationOf(context: LayerContext) {
  const activation = readActivation(fieldOf(context.config, "activation"), context.where);
  // Keras 3 computes relu6(x + 3) / 6, Keras 2 and tfjs clip(0.2 x + 0.5)
  if (context.keras3 && activation.name === "hard-sigmoid")
    throw unsupportedLayer(
      context,
      "uses the hard sigmoid of Keras 3, which differs from the one that Quorum computes",
    );
  return activation;
}

/** The config and the stored kernel must tell the same story; -1 leaves an axis open. */
function checkKernel(context: LayerContext, kernel: Tensor, expected: readonly number[]): void {
  const fits =
    kernel.shape.length === expected.length && expected.every((axis, i) => axis === -1 || axis === kernel.shape[i]);
  if (!fits)
    throw invalidModel(
      context.where,
      `The kernel of ${context.where} has shape [${kernel.shape}], but its description asks for [${expected.map((axis) => (axis === -1 ? "any" : axis))}].`,
      "model.json and the weights belong to different models: drop them again, together.",
    );
}

function paddingOf(context: LayerContext): "same" | "valid" | "causal" {
  const padding = fieldOf(context.config, "padding") ?? "valid";
  if (padding === "same" || padding === "valid") return padding;
  if (padding === "causal" && context.className === "Conv1D") return padding;
  throw unsupportedLayer(context, `has the padding ${JSON.stringify(padding)}, which Quorum does not compute`);
}

function decodeConv(context: LayerContext, rank: 1 | 2): Layer {
  const { config, where } = context;
  refuseChannelsFirst(context);
  if ((fieldOf(config, "groups") ?? 1) !== 1)
    throw unsupportedLayer(context, "convolves in groups, which Quorum does not compute yet");
  const kernel = context.weight("kernel");
  const window = countsOf(fieldOf(config, "kernel_size"), rank, `${where}, kernel_size`);
  checkKernel(context, kernel, [...window, -1, countOf(fieldOf(config, "filters"), `${where}, filters`)]);
  return {
    kind: "conv",
    id: context.id,
    inputs: context.inputs,
    strides: countsOf(fieldOf(config, "strides") ?? 1, rank, `${where}, strides`),
    dilation: countsOf(fieldOf(config, "dilation_rate") ?? 1, rank, `${where}, dilation_rate`),
    padding: paddingOf(context),
    activation: activationOf(context),
    weights: { kernel, ...biasOf(context) },
  };
}

function decodeDepthwise(context: LayerContext): Layer {
  const { config, where } = context;
  refuseChannelsFirst(context);
  const pair = (key: string) => countsOf(fieldOf(config, key) ?? 1, 2, `${where}, ${key}`) as [number, number];
  const kernel = context.weight("kernel");
  const multiplier = countOf(fieldOf(config, "depth_multiplier") ?? 1, `${where}, depth_multiplier`);
  checkKernel(context, kernel, [...pair("kernel_size"), -1, multiplier]);
  return {
    kind: "depthwise-conv",
    id: context.id,
    inputs: context.inputs,
    strides: pair("strides"),
    dilation: pair("dilation_rate"),
    padding: paddingOf(context) === "same" ? "same" : "valid",
    activation: activationOf(context),
    weights: { kernel, ...biasOf(context) },
  };
}

function decodeDense(context: LayerContext): Layer {
  const kernel = context.weight("kernel");
  checkKernel(context, kernel, [-1, countOf(fieldOf(context.config, "units"), `${context.where}, units`)]);
  return {
    kind: "dense",
    id: context.id,
    inputs: context.inputs,
    activation: activationOf(context),
    weights: { kernel, ...biasOf(context) },
  };
}

function decodeBatchNorm(context: LayerContext): Layer {
  const { config, where } = context;
  const axes = fieldOf(config, "axis") ?? -1;
  const axis = Array.isArray(axes) && axes.length === 1 ? axes[0] : axes;
  if (axis !== -1 && axis !== context.inputShapes[0]?.length)
    throw unsupportedLayer(
      context,
      `normalises over axis ${JSON.stringify(axis)}; Quorum normalises over channels, the last axis`,
    );
  return {
    kind: "batch-norm",
    id: context.id,
    inputs: context.inputs,
    epsilon: numberOf(fieldOf(config, "epsilon"), 1e-3, `${where}, epsilon`),
    weights: {
      ...(fieldOf(config, "scale") === false ? {} : { gamma: context.weight("gamma") }),
      ...(fieldOf(config, "center") === false ? {} : { beta: context.weight("beta") }),
      mean: context.weight("mean"),
      variance: context.weight("variance"),
    },
  };
}

/** Classes with weights, these in the order in which Keras stores them. */
export const weightedClasses: readonly (readonly [string, LayerClass])[] = [
  ["Conv1D", { weights: withBias(["kernel"]), decode: (context) => decodeConv(context, 1) }],
  ["Conv2D", { weights: withBias(["kernel"]), decode: (context) => decodeConv(context, 2) }],
  ["DepthwiseConv2D", { weights: withBias(["kernel"]), decode: decodeDepthwise }],
  ["Dense", { weights: withBias(["kernel"]), decode: decodeDense }],
  [
    "BatchNormalization",
    {
      weights: (config) => [
        ...(fieldOf(config, "scale") === false ? [] : ["gamma"]),
        ...(fieldOf(config, "center") === false ? [] : ["beta"]),
        "mean",
        "variance",
      ],
      decode: decodeBatchNorm,
    },
  ],
];
