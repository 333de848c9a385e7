import type { FlattenLayer, Layer, Shape } from "../../../core/model/model.ts";
import { countOf, countsOf, fieldOf, listOf } from "../json-fields.ts";
import { type LayerClass, type LayerContext, refuseChannelsFirst, unsupportedLayer } from "./layer-context.ts";

const none = (): readonly string[] => [];

function decodePool(context: LayerContext, operation: "max" | "average", rank: 1 | 2): Layer {
  const { config, where } = context;
  refuseChannelsFirst(context);
  const size = countsOf(fieldOf(config, "pool_size") ?? 2, rank, `${where}, pool_size`);
  const padding = fieldOf(config, "padding") ?? "valid";
  if (padding !== "same" && padding !== "valid")
    throw unsupportedLayer(context, `has the padding ${JSON.stringify(padding)}, which Quorum does not compute`);
  return {
    kind: "pool",
    id: context.id,
    inputs: context.inputs,
    operation,
    size,
    strides: countsOf(fieldOf(config, "strides") ?? size, rank, `${where}, strides`),
    padding,
  };
}

function decodeGlobalPool(context: LayerContext, operation: "max" | "average"): Layer {
  refuseChannelsFirst(context);
  const keepAxes = fieldOf(context.config, "keepdims") === true;
  return { kind: "global-pool", id: context.id, inputs: context.inputs, operation, keepAxes };
}

function decodeZeroPadding(context: LayerContext, rank: 1 | 2): Layer {
  const where = `${context.where}, padding`;
  refuseChannelsFirst(context);
  const value = fieldOf(context.config, "padding") ?? 1;
  const side = (entry: unknown): [number, number] => countsOf(entry, 2, where, 0) as [number, number];
  // one number for all sides; in 1-d [before, after]; in 2-d [height, width] or [[top, bottom], [left, right]]
  const padding =
    typeof value === "number"
      ? new Array<[number, number]>(rank).fill(side(value))
      : rank === 1
        ? [side(value)]
        : listOf(value, where).map(side);
  if (padding.length !== rank) countOf(padding.length, where, rank + 1);
  return { kind: "zero-padding", id: context.id, inputs: context.inputs, padding };
}

/**
 * Keras' channels_first moves axis 1 behind the others before it flattens. On our tensors [places, channels] that is
 * channel-major order; on [height, width, channels] it is [width, channels, height], which is one of our two orders
 * only where a spatial axis has length 1.
 */
function flattenOrder(context: LayerContext, shape: Shape): FlattenLayer["order"] {
  if (!/^channels_?first$/i.test(String(fieldOf(context.config, "data_format")))) return "channels-last";
  if (shape.length <= 1 || (shape.length === 3 && shape[0] === 1)) return "channels-last";
  if (shape.length === 2 || shape[1] === 1) return "channels-first";
  throw unsupportedLayer(
    context,
    "flattens width first (data_format channels_first behind channels_last layers), an order that Quorum does not compute",
  );
}

function decodeFlatten(context: LayerContext): Layer {
  const order = flattenOrder(context, context.inputShapes[0] ?? []);
  return { kind: "flatten", id: context.id, inputs: context.inputs, order };
}

/** Classes that know the axes of an image or a sequence, without weights. */
export const spatialClasses: readonly (readonly [string, LayerClass])[] = [
  ["MaxPooling1D", { weights: none, decode: (context) => decodePool(context, "max", 1) }],
  ["MaxPooling2D", { weights: none, decode: (context) => decodePool(context, "max", 2) }],
  ["AveragePooling1D", { weights: none, decode: (context) => decodePool(context, "average", 1) }],
  ["AveragePooling2D", { weights: none, decode: (context) => decodePool(context, "average", 2) }],
  ["GlobalMaxPooling1D", { weights: none, decode: (context) => decodeGlobalPool(context, "max") }],
  ["GlobalMaxPooling2D", { weights: none, decode: (context) => decodeGlobalPool(context, "max") }],
  ["GlobalAveragePooling1D", { weights: none, decode: (context) => decodeGlobalPool(context, "average") }],
  ["GlobalAveragePooling2D", { weights: none, decode: (context) => decodeGlobalPool(context, "average") }],
  ["ZeroPadding1D", { weights: none, decode: (context) => decodeZeroPadding(context, 1) }],
  ["ZeroPadding2D", { weights: none, decode: (context) => decodeZeroPadding(context, 2) }],
  ["Flatten", { weights: none, decode: decodeFlatten }],
];
