import type { FlattenLayer, Layer, Shape } from "../../../core/model/model.ts";
import { countOf, countsOf, fieldOf, invalidModel, listOf } from "../json-fields.ts";
import { type LayerClass, type LayerContext, none, refuseChannelsFirst, unsupportedLayer } from "./layer-context.ts";

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

/** Only the average over a sequence reads the mask that comes with it. */
function decodeGlobalPool(context: LayerContext, operation: "max" | "average"): Layer {
  refuseChannelsFirst(context);
  const { id, config, inputs, mask } = context;
  const keepAxes = fieldOf(config, "keepdims") === true;
  const masked = context.className === "GlobalAveragePooling1D" ? mask : null;
  if (masked === "unclear") throw unsupportedLayer(context, "reads a mask that Quorum cannot follow to its source");
  return { kind: "global-pool", id, inputs: masked === null ? inputs : [...inputs, masked], operation, keepAxes };
}

/** One number for all sides; in 1-d [before, after]; in 2-d [height, width] or [[top, bottom], [left, right]]. */
function sidesOf(context: LayerContext, key: string, rank: 1 | 2): readonly (readonly [number, number])[] {
  const where = `${context.where}, ${key}`;
  refuseChannelsFirst(context);
  const value = fieldOf(context.config, key) ?? 1;
  const side = (entry: unknown): [number, number] => countsOf(entry, 2, where, 0) as [number, number];
  const sides =
    typeof value === "number"
      ? new Array<[number, number]>(rank).fill(side(value))
      : rank === 1
        ? [side(value)]
        : listOf(value, where).map(side);
  if (sides.length !== rank) countOf(sides.length, where, rank + 1);
  return sides;
}

function decodeZeroPadding(context: LayerContext, rank: 1 | 2): Layer {
  return { kind: "zero-padding", id: context.id, inputs: context.inputs, padding: sidesOf(context, "padding", rank) };
}

function decodeCropping(context: LayerContext, rank: 1 | 2): Layer {
  const sides = sidesOf(context, "cropping", rank);
  const shape = context.inputShapes[0] ?? [];
  const size = sides.map(([before, after], axis) => (shape[axis] ?? 0) - before - after);
  if (shape.length !== rank + 1 || size.some((length) => length < 1))
    throw invalidModel(context.where, `The layer ${context.where} cuts away all of its input of shape [${shape}].`);
  return {
    kind: "slice",
    id: context.id,
    inputs: context.inputs,
    begin: sides.map(([before]) => before),
    size,
    strides: sides.map(() => 1),
  };
}

function decodeUpsampling(context: LayerContext, rank: 1 | 2): Layer {
  const { config, where } = context;
  refuseChannelsFirst(context);
  const interpolation = fieldOf(config, "interpolation") ?? "nearest";
  if (interpolation !== "nearest" && interpolation !== "bilinear")
    throw unsupportedLayer(
      context,
      `enlarges by ${JSON.stringify(interpolation)} interpolation, which Quorum does not compute`,
    );
  const size = countsOf(fieldOf(config, "size") ?? 2, rank, `${where}, size`);
  return { kind: "upsampling", id: context.id, inputs: context.inputs, size, interpolation };
}

function decodeReshape(context: LayerContext): Layer {
  const where = `${context.where}, target_shape`;
  const shape = listOf(fieldOf(context.config, "target_shape"), where).map((axis) =>
    axis === -1 ? -1 : countOf(axis, where),
  );
  return { kind: "reshape", id: context.id, inputs: context.inputs, shape };
}

/** Keras counts axes from 1, the batch axis being 0. */
function decodePermute(context: LayerContext): Layer {
  const where = `${context.where}, dims`;
  const axes = listOf(fieldOf(context.config, "dims"), where).map((axis) => countOf(axis, where) - 1);
  return { kind: "permute", id: context.id, inputs: context.inputs, axes };
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
  [
    "GlobalAveragePooling1D",
    { weights: none, decode: (context) => decodeGlobalPool(context, "average"), mask: "reads" },
  ],
  ["GlobalAveragePooling2D", { weights: none, decode: (context) => decodeGlobalPool(context, "average") }],
  ["ZeroPadding1D", { weights: none, decode: (context) => decodeZeroPadding(context, 1) }],
  ["ZeroPadding2D", { weights: none, decode: (context) => decodeZeroPadding(context, 2) }],
  ["Cropping1D", { weights: none, decode: (context) => decodeCropping(context, 1) }],
  ["Cropping2D", { weights: none, decode: (context) => decodeCropping(context, 2) }],
  ["UpSampling1D", { weights: none, decode: (context) => decodeUpsampling(context, 1) }],
  ["UpSampling2D", { weights: none, decode: (context) => decodeUpsampling(context, 2) }],
  ["Flatten", { weights: none, decode: decodeFlatten }],
  [
    "Reshape",
    {
      weights: none,
      decode: decodeReshape,
      widths: (part, config) => {
        const layer = part("");
        const written = JSON.stringify(fieldOf(config, "target_shape"));
        return layer?.kind === "reshape" && written !== JSON.stringify(layer.shape)
          ? { target_shape: layer.shape }
          : {};
      },
    },
  ],
  ["Permute", { weights: none, decode: decodePermute }],
];
