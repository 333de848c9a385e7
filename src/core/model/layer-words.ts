import type { Activation, ConvLayer, DepthwiseConvLayer, Layer, PoolLayer } from "./model.ts";
import { shapeWords } from "./model-invalid.ts";
import type { RecurrentLayer } from "./sequence-layers.ts";

const rounded = (x: number): string => String(Number(x.toPrecision(4)));

const activationWords = ({ name, alpha, beta }: Activation): string[] =>
  name === "linear" ? [] : [[name, ...[alpha, beta].flatMap((x) => (x === undefined ? [] : [rounded(x)]))].join(" ")];

const sidesWords = (padding: readonly (readonly [number, number])[]): string =>
  padding.map(([before, after]) => `${before}+${after}`).join(", ");

const unlessOne = (word: string, axes: readonly number[]): string[] => {
  if (axes.every((n) => n === 1)) return [];
  return [`${word} ${axes.every((n) => n === axes[0]) ? axes[0] : shapeWords(axes)}`];
};

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

function convolutionWords(layer: ConvLayer | DepthwiseConvLayer): string[] {
  const { shape } = layer.weights.kernel;
  const last = shape[shape.length - 1];
  return [
    `${layer.kind === "conv" ? "conv" : "depthwise conv"} ${shapeWords(shape.slice(0, -2))}`,
    ...(layer.kind === "conv" ? [counted(last, "filter")] : last === 1 ? [] : [`multiplier ${last}`]),
    ...(layer.kind === "conv" && (layer.groups ?? 1) > 1 ? [`${layer.groups} groups`] : []),
    ...unlessOne("stride", layer.strides),
    ...unlessOne("dilation", layer.dilation),
    layer.padding,
    ...activationWords(layer.activation),
  ];
}

const poolWords = ({ operation, size, strides, padding, countPadding }: PoolLayer): string[] => [
  `${operation} pool ${shapeWords(size)}`,
  ...unlessOne("stride", strides),
  typeof padding === "string" ? padding : `padding ${sidesWords(padding)}${countPadding ? " counted" : ""}`,
];

const recurrentWords = ({ cell, weights, sequences, backwards, activation }: RecurrentLayer): string[] => [
  `${{ lstm: "LSTM", gru: "GRU", simple: "simple recurrent" }[cell]}, ${counted(weights.recurrent.shape[0], "unit")}`,
  ...(sequences ? ["every step"] : []),
  ...(backwards ? ["backwards"] : []),
  ...activationWords(activation),
];

function zeroWords(channels: readonly number[]): string[] {
  const zeros = channels.filter((channel) => channel < 0).length;
  return zeros === 0 ? [] : [`${zeros} of them zero`];
}

const widthWords = (width: number | undefined): string => (width === undefined ? "" : `, ${counted(width, "channel")}`);

function wordsOf(layer: Layer): string[] {
  switch (layer.kind) {
    case "input":
      return [`input ${shapeWords(layer.shape)}`];
    case "dense":
      return [`dense, ${counted(layer.weights.kernel.shape[1], "unit")}`, ...activationWords(layer.activation)];
    case "conv":
    case "depthwise-conv":
      return convolutionWords(layer);
    case "batch-norm":
      return [`batch norm, ${counted(layer.weights.mean.shape[0], "channel")}`];
    case "activation":
      return layer.activation.name === "linear" ? ["linear"] : activationWords(layer.activation);
    case "layer-norm":
      return [`layer norm${widthWords((layer.weights.gamma ?? layer.weights.beta)?.shape[0])}`];
    case "group-norm":
      return [`group norm, ${counted(layer.groups, "group")}`];
    case "affine":
      return [Object.keys(layer.weights).join(" and ") || "scale"];
    case "rescaling":
      return [`rescaling × ${rounded(layer.scale)} + ${rounded(layer.offset)}`];
    case "prelu":
      return [`prelu, ${counted(layer.weights.slope.values.length, "slope")}`];
    case "pool":
      return poolWords(layer);
    case "global-pool":
      return [`global ${layer.operation} pool`, ...(layer.inputs.length > 1 ? ["masked"] : [])];
    case "flatten":
      return ["flatten", ...(layer.order === "channels-first" ? ["channels first"] : [])];
    case "dropout":
      return [`dropout ${layer.rate}`];
    case "zero-padding":
      return [`zero padding ${sidesWords(layer.padding)}`];
    case "slice":
      return [`slice ${shapeWords(layer.size)} from ${layer.begin.join(", ")}`, ...unlessOne("stride", layer.strides)];
    case "upsampling":
      return [`${layer.interpolation} upsampling ${shapeWords(layer.size)}`];
    case "channel-select":
      return [`select ${counted(layer.channels.length, "channel")}`, ...zeroWords(layer.channels)];
    case "reshape":
      return [`reshape to ${layer.shape.map((length) => (length === -1 ? "?" : length)).join(" × ")}`];
    case "permute":
      return [`permute axes ${layer.axes.join(", ")}`];
    case "embedding":
      return [
        `embedding, ${layer.weights.kernel.shape[0]} words, ${counted(layer.weights.kernel.shape[1], "channel")}`,
      ];
    case "mask":
      return [`mask where not ${rounded(layer.value)}`];
    case "recurrent":
      return recurrentWords(layer);
    case "attention":
      return [
        `attention, ${counted(layer.heads, "head")}`,
        counted(layer.weights.outputKernel.shape[1], "channel"),
        ...(layer.causal ? ["causal"] : []),
      ];
    case "merge":
      return [`${layer.operation} ${layer.inputs.length}`];
    case "add":
      return [`add ${layer.inputs.length}`];
    case "concat":
      return [`concat ${layer.inputs.length}`];
  }
}

/** A layer in words, such as "conv 5 × 5, 16 filters, same, relu". */
export function layerWords(layer: Layer): string {
  return wordsOf(layer).join(", ");
}
