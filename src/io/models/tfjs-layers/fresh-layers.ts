import type { Layer, Shape } from "../../../core/model/model.ts";
import {
  activationLayer,
  type FreshContext,
  type FreshLayer,
  freshConv,
  freshDense,
  inexpressible,
} from "./fresh-layer.ts";
import { freshAttention, freshRecurrent } from "./fresh-sequence.ts";

function freshFlatten(layer: Layer & { readonly kind: "flatten" }, shape: Shape): readonly FreshLayer[] {
  const flatten = { className: "Flatten", config: { name: layer.id }, inputs: layer.inputs };
  if (layer.order === "channels-last" || shape.length < 2) return [flatten];
  const name = `${layer.id}_channels_first`;
  const dims = shape.length === 2 ? [2, 1] : [3, 1, 2];
  return [
    { className: "Permute", config: { name, dims }, inputs: layer.inputs },
    { ...flatten, inputs: [name] },
  ];
}

/** Axes that share a slope, counted from 1; the slope's axes align with the input's last ones. */
function sharedAxes(slope: Shape, shape: Shape): readonly number[] {
  const gap = shape.length - slope.length;
  return shape.flatMap((length, axis) => ((slope[axis - gap] ?? 1) === 1 && length > 1 ? [axis + 1] : []));
}

/** One number for each channel, or one for all. */
const isByChannel = (weight: Shape, shape: Shape): boolean =>
  weight.slice(0, -1).every((length) => length === 1) && [1, shape.at(-1)].includes(weight.at(-1) ?? 1);

/** Names of Keras by ours; tfjs lacks Subtract. */
const mergeNames = {
  subtract: "Subtract",
  multiply: "Multiply",
  average: "Average",
  maximum: "Maximum",
  minimum: "Minimum",
} as const;

function normConfig(layer: Layer & { readonly kind: "batch-norm" | "layer-norm" | "group-norm" }) {
  const { gamma, beta } = layer.weights;
  return { name: layer.id, axis: -1, epsilon: layer.epsilon, scale: gamma !== undefined, center: beta !== undefined };
}

function freshSpatial(layer: Layer, { dialect, shape, notNegative }: FreshContext): readonly FreshLayer[] | null {
  const { id: name, inputs } = layer;
  const rank = shape.length - 1;
  const onlyImages = dialect === "tfjs" && rank === 1;
  switch (layer.kind) {
    case "pool": {
      const className = `${layer.operation === "max" ? "Max" : "Average"}Pooling${rank}D`;
      const config = { name, pool_size: layer.size, strides: layer.strides };
      if (typeof layer.padding === "string")
        return [{ className, config: { ...config, padding: layer.padding }, inputs }];
      // zeros in front of a pool are the same where they count, and where no maximum is below zero
      const sameAsZeros = layer.operation === "max" ? notNegative : layer.countPadding === true;
      if (!sameAsZeros || onlyImages) throw inexpressible(layer, "pools over padding of its own", dialect);
      const padding = rank === 1 ? layer.padding[0] : layer.padding;
      const padded = `${name}_padding`;
      return [
        { className: `ZeroPadding${rank}D`, config: { name: padded, padding }, inputs },
        { className, config: { ...config, padding: "valid" }, inputs: [padded] },
      ];
    }
    case "global-pool": {
      if (inputs.length > 1 && dialect === "tfjs") throw inexpressible(layer, "averages over unmasked steps", dialect);
      const className = `Global${layer.operation === "max" ? "Max" : "Average"}Pooling${rank}D`;
      const config = { name, ...(layer.keepAxes ? { keepdims: true } : {}) };
      if (!layer.keepAxes || dialect !== "tfjs") return [{ className, config, inputs: inputs.slice(0, 1) }];
      const pooled = `${name}_pooled`;
      const target = [...shape.slice(0, -1).map(() => 1), shape.at(-1)];
      return [
        { className, config: { name: pooled }, inputs: inputs.slice(0, 1) },
        { className: "Reshape", config: { name, target_shape: target }, inputs: [pooled] },
      ];
    }
    case "zero-padding":
      if (onlyImages) throw inexpressible(layer, "pads a sequence with zeros", dialect);
      return [
        {
          className: `ZeroPadding${rank}D`,
          config: { name, padding: rank === 1 ? layer.padding[0] : layer.padding },
          inputs,
        },
      ];
    case "slice": {
      const { begin, size, strides } = layer;
      const strided = strides.some((stride) => stride !== 1);
      // what lies behind the last place that is kept
      const rest = begin.map((from, axis) => {
        const kept = ((size[axis] ?? 1) - 1) * (strides[axis] ?? 1) + 1;
        return (shape[axis] ?? 0) - from - kept;
      });
      const cropping = begin.map((from, axis) => [from, rest[axis]]);
      const whole = begin.every((from) => from === 0) && (strided || rest.every((length) => length === 0));
      if (onlyImages && !whole) throw inexpressible(layer, "cuts a sequence", dialect);
      const crop = (as: string): FreshLayer => ({
        className: `Cropping${rank}D`,
        config: { name: as, cropping: rank === 1 ? cropping[0] : cropping },
        inputs,
      });
      if (!strided) return [crop(name)];
      // a pool over single places keeps every stride-th; what the crop leaves behind the last would not be reached anyway
      const pool = (from: readonly string[]): FreshLayer => ({
        className: `MaxPooling${rank}D`,
        config: { name, pool_size: size.map(() => 1), strides, padding: "valid" },
        inputs: from,
      });
      const exact = whole && rest.every((length, axis) => length < (strides[axis] ?? 1));
      return exact ? [pool(inputs)] : [crop(`${name}_crop`), pool([`${name}_crop`])];
    }
    case "upsampling":
      // tfjs resizes from the corners of pixels, Keras and Quorum from their centres
      if (dialect === "tfjs" && layer.interpolation === "bilinear")
        throw inexpressible(layer, "enlarges by bilinear interpolation between the centres of pixels", dialect);
      if (onlyImages || (rank === 1 && layer.interpolation !== "nearest"))
        throw inexpressible(layer, "enlarges a sequence", dialect);
      return [
        {
          className: `UpSampling${rank}D`,
          config:
            rank === 1 ? { name, size: layer.size[0] } : { name, size: layer.size, interpolation: layer.interpolation },
          inputs,
        },
      ];
    default:
      return null;
  }
}

/**
 * One of our layers as one or two of tfjs or Keras 3; the last is the one that others read. Masks are no layers there:
 * they go along with what they mask (see `fresh-masks.ts`).
 * @throws FailureError model-unsupported for what tfjs-layers 4.22 or Keras 3 has no words for
 */
export function freshLayers(layer: Layer, context: FreshContext): readonly FreshLayer[] {
  const { id: name, inputs } = layer;
  const { dialect, shape } = context;
  const tfjs = dialect === "tfjs";
  switch (layer.kind) {
    case "input":
      return [
        {
          className: "InputLayer",
          config: { name, [tfjs ? "batch_input_shape" : "batch_shape"]: [null, ...layer.shape], dtype: "float32" },
          inputs,
        },
      ];
    case "dense":
      return freshDense(layer, context);
    case "conv":
    case "depthwise-conv":
      return freshConv(layer, context);
    case "batch-norm":
      return [{ className: "BatchNormalization", config: normConfig(layer), inputs }];
    case "layer-norm":
      return [{ className: "LayerNormalization", config: normConfig(layer), inputs }];
    case "group-norm":
      if (tfjs) throw inexpressible(layer, "normalises in groups of channels", dialect);
      return [{ className: "GroupNormalization", config: { ...normConfig(layer), groups: layer.groups }, inputs }];
    case "rescaling":
      return [{ className: "Rescaling", config: { name, scale: layer.scale, offset: layer.offset }, inputs }];
    case "prelu":
      return [
        { className: "PReLU", config: { name, shared_axes: sharedAxes(layer.weights.slope.shape, shape) }, inputs },
      ];
    case "activation":
      return [activationLayer(layer, name, layer.activation, inputs, dialect)];
    case "flatten":
      return freshFlatten(layer, shape);
    case "dropout":
      return [{ className: "Dropout", config: { name, rate: layer.rate }, inputs }];
    case "reshape":
      return [{ className: "Reshape", config: { name, target_shape: layer.shape }, inputs }];
    case "permute":
      return [{ className: "Permute", config: { name, dims: layer.axes.map((axis) => axis + 1) }, inputs }];
    case "embedding": {
      const [input_dim, output_dim] = layer.weights.kernel.shape;
      return [{ className: "Embedding", config: { name, input_dim, output_dim, mask_zero: false }, inputs }];
    }
    case "recurrent":
      return [freshRecurrent(layer, context)];
    case "attention":
      return [freshAttention(layer, context)];
    case "add":
      return [{ className: "Add", config: { name }, inputs }];
    case "concat":
      return [{ className: "Concatenate", config: { name, axis: -1 }, inputs }];
    case "merge":
      if (layer.operation === "divide") throw inexpressible(layer, `is of the kind "${layer.operation}"`, dialect);
      if (tfjs && layer.operation === "subtract") {
        const [first = "", second = ""] = inputs;
        const negated = `${name}_negated`;
        return [
          { className: "Rescaling", config: { name: negated, scale: -1, offset: 0 }, inputs: [second] },
          { className: "Add", config: { name }, inputs: [first, negated] },
        ];
      }
      return [{ className: mergeNames[layer.operation], config: { name }, inputs }];
    case "affine": {
      // a normalisation by mean 0 and variance 1, where each channel has its numbers
      if (!Object.values(layer.weights).every((weight) => isByChannel(weight.shape, shape)))
        throw inexpressible(layer, "scales every place by numbers of its own", dialect);
      const { scale, offset } = layer.weights;
      const config = { name, axis: -1, epsilon: 0, scale: scale !== undefined, center: offset !== undefined };
      return [{ className: "BatchNormalization", config, inputs }];
    }
    case "channel-select":
      // a dense layer of zeros and ones
      return [
        {
          className: "Dense",
          config: { name, units: layer.channels.length, activation: "linear", use_bias: false },
          inputs,
        },
      ];
    case "mask":
      throw inexpressible(layer, `is of the kind "${layer.kind}"`, dialect);
    default: {
      const fresh = freshSpatial(layer, context);
      if (fresh === null) throw inexpressible(layer, "is of a kind", dialect);
      return fresh;
    }
  }
}
