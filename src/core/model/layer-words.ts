import type { Activation, ConvLayer, DepthwiseConvLayer, Layer } from "./model.ts";
import { shapeWords } from "./model-invalid.ts";

const activationWords = ({ name, alpha }: Activation): string[] =>
  name === "linear" ? [] : [alpha === undefined ? name : `${name} ${alpha}`];

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
    ...unlessOne("stride", layer.strides),
    ...unlessOne("dilation", layer.dilation),
    layer.padding,
    ...activationWords(layer.activation),
  ];
}

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
    case "pool":
      return [
        `${layer.operation} pool ${shapeWords(layer.size)}`,
        ...unlessOne("stride", layer.strides),
        layer.padding,
      ];
    case "global-pool":
      return [`global ${layer.operation} pool`];
    case "flatten":
      return ["flatten", ...(layer.order === "channels-first" ? ["channels first"] : [])];
    case "dropout":
      return [`dropout ${layer.rate}`];
    case "zero-padding":
      return [`zero padding ${layer.padding.map(([before, after]) => `${before}+${after}`).join(", ")}`];
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
