import type { Activation, Layer, Tensor } from "../../../core/model/model.ts";
import { countOf, countsOf, fieldOf, invalidModel, type JsonObject } from "../json-fields.ts";
import { type LayerClass, type LayerContext, refuseChannelsFirst, unsupportedLayer } from "./layer-context.ts";
import { readActivation } from "./tfjs-activations.ts";

/** The slots, with the bias behind them unless the config leaves it out. */
export const withBias =
  (...slots: readonly string[]) =>
  (config: JsonObject): readonly string[] =>
    fieldOf(config, "use_bias") === false ? slots : [...slots, "bias"];

const biasOf = (context: LayerContext): { readonly bias?: Tensor } =>
  fieldOf(context.config, "use_bias") === false ? {} : { bias: context.weight("bias") };

const activationOf = ({ config, where, keras3 }: LayerContext): Activation =>
  readActivation(fieldOf(config, "activation"), where, keras3);

/** The config and the stored kernel must tell the same story; -1 leaves an axis open. @throws FailureError model-invalid */
export function checkKernel(context: LayerContext, kernel: Tensor, expected: readonly number[]): void {
  const fits =
    kernel.shape.length === expected.length && expected.every((axis, i) => axis === -1 || axis === kernel.shape[i]);
  if (!fits)
    throw invalidModel(
      context.where,
      `The kernel of ${context.where} has shape [${kernel.shape}], but its description asks for [${expected.map((axis) => (axis === -1 ? "any" : axis))}].`,
      "model.json and the weights belong to different models: drop them again, together.",
    );
}

function paddingOf(context: LayerContext, rank: 1 | 2): "same" | "valid" | "causal" {
  const padding = fieldOf(context.config, "padding") ?? "valid";
  if (padding === "same" || padding === "valid") return padding;
  if (padding === "causal" && rank === 1) return padding;
  throw unsupportedLayer(context, `has the padding ${JSON.stringify(padding)}, which Quorum does not compute`);
}

/** Kernel size, strides, dilation and padding, as every convolution has them. */
function windowOf(context: LayerContext, rank: 1 | 2) {
  refuseChannelsFirst(context);
  const counts = (key: string) => countsOf(fieldOf(context.config, key) ?? 1, rank, `${context.where}, ${key}`);
  return {
    window: counts("kernel_size"),
    strides: counts("strides"),
    dilation: counts("dilation_rate"),
    padding: paddingOf(context, rank),
  };
}

function decodeConv(context: LayerContext, rank: 1 | 2): Layer {
  const { config, where, id, inputs } = context;
  const { window, ...rest } = windowOf(context, rank);
  const kernel = context.weight("kernel");
  const groups = countOf(fieldOf(config, "groups") ?? 1, `${where}, groups`);
  checkKernel(context, kernel, [...window, -1, countOf(fieldOf(config, "filters"), `${where}, filters`)]);
  return {
    kind: "conv",
    id,
    inputs,
    ...(groups === 1 ? {} : { groups }),
    ...rest,
    activation: activationOf(context),
    weights: { kernel, ...biasOf(context) },
  };
}

const multiplierOf = ({ config, where }: LayerContext): number =>
  countOf(fieldOf(config, "depth_multiplier") ?? 1, `${where}, depth_multiplier`);

function decodeDepthwise(context: LayerContext, rank: 1 | 2): Layer {
  const { window, ...rest } = windowOf(context, rank);
  const kernel = context.weight("kernel");
  checkKernel(context, kernel, [...window, -1, multiplierOf(context)]);
  return {
    kind: "depthwise-conv",
    id: context.id,
    inputs: context.inputs,
    ...rest,
    activation: activationOf(context),
    weights: { kernel, ...biasOf(context) },
  };
}

/** A depthwise convolution without bias, then one over single places. */
function decodeSeparable(context: LayerContext, rank: 1 | 2): readonly Layer[] {
  const { config, where, id, inputs } = context;
  const { window, ...rest } = windowOf(context, rank);
  const depthwise = context.weight("depthwise/kernel");
  const kernel = context.weight("kernel");
  const ones = window.map(() => 1);
  checkKernel(context, depthwise, [...window, -1, multiplierOf(context)]);
  checkKernel(context, kernel, [...ones, -1, countOf(fieldOf(config, "filters"), `${where}, filters`)]);
  const between = `${id}/depthwise`;
  return [
    {
      kind: "depthwise-conv",
      id: between,
      inputs,
      ...rest,
      activation: { name: "linear" },
      weights: { kernel: depthwise },
    },
    {
      kind: "conv",
      id,
      inputs: [between],
      strides: ones,
      dilation: ones,
      padding: "valid",
      activation: activationOf(context),
      weights: { kernel, ...biasOf(context) },
    },
  ];
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

function decodePrelu(context: LayerContext): Layer {
  return { kind: "prelu", id: context.id, inputs: context.inputs, weights: { slope: context.weight("slope") } };
}

/** Last axis of the kernel, and whether there is a bias. */
const widths =
  (key: string): LayerClass["widths"] =>
  (part) => {
    const layer = part("");
    if (layer?.kind !== "dense" && layer?.kind !== "conv" && layer?.kind !== "depthwise-conv") return {};
    return { [key]: layer.weights.kernel.shape.at(-1), use_bias: layer.weights.bias !== undefined };
  };

const convClass = (rank: 1 | 2): LayerClass => ({
  weights: withBias("kernel"),
  decode: (context) => decodeConv(context, rank),
  widths: (part, config) => {
    const layer = part("");
    const groups = layer?.kind === "conv" ? layer.groups : undefined;
    return { ...widths("filters")?.(part, config), ...(groups === undefined ? {} : { groups }) };
  },
});

const depthwiseClass = (rank: 1 | 2): LayerClass => ({
  weights: withBias("kernel"),
  decode: (context) => decodeDepthwise(context, rank),
  widths: widths("depth_multiplier") as NonNullable<LayerClass["widths"]>,
});

const separableClass = (rank: 1 | 2): LayerClass => ({
  weights: withBias("depthwise/kernel", "kernel"),
  decode: (context) => decodeSeparable(context, rank),
  widths: (part, config) => {
    const depthwise = part("depthwise");
    const multiplier =
      depthwise?.kind === "depthwise-conv" ? { depth_multiplier: depthwise.weights.kernel.shape.at(-1) } : {};
    return { ...widths("filters")?.(part, config), ...multiplier };
  },
});

/** Dense layers, convolutions and PReLU. Weights in the order in which Keras stores them. */
export const weightedClasses: readonly (readonly [string, LayerClass])[] = [
  ["Conv1D", convClass(1)],
  ["Conv2D", convClass(2)],
  ["DepthwiseConv1D", depthwiseClass(1)],
  ["DepthwiseConv2D", depthwiseClass(2)],
  ["SeparableConv1D", separableClass(1)],
  ["SeparableConv2D", separableClass(2)],
  [
    "Dense",
    {
      weights: withBias("kernel"),
      decode: decodeDense,
      mask: "passes",
      widths: widths("units") as NonNullable<LayerClass["widths"]>,
    },
  ],
  ["PReLU", { weights: () => ["slope"], decode: decodePrelu, mask: "passes" }],
];
