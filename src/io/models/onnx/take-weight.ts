import { FailureError } from "../../../core/failure.ts";
import type { LayerId, Tensor } from "../../../core/model/model.ts";
import { transposed } from "./constant-arithmetic.ts";
import type { Decoding } from "./decoding.ts";
import { invalidNode, type OnnxNode } from "./onnx-node.ts";
import type { OnnxHome } from "./onnx-origin.ts";
import type { Constant } from "./tensor-data.ts";

/** Which weight a constant becomes, and how. */
export interface WeightUse {
  readonly layer: LayerId;
  readonly weight: string;
  /** The node's input that it is. */
  readonly input: number;
  /** Our axis i is the file's axis axes[i]; all others of the file have length 1. In order where it is left out. */
  readonly axes?: readonly number[];
  readonly factor?: number;
  readonly reciprocal?: true;
  /** Filters for each channel: the file's axes 0 and 1 are read as [channels, multiplier]. */
  readonly multiplier?: number;
}

/** @throws FailureError model-invalid for NaN or infinity, with tensor and position */
export function checkFinite(name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]))
      throw new FailureError({
        kind: "model-invalid",
        message: `The tensor "${name}" holds ${values[i]} at element ${i} of ${values.length}: the network was damaged or diverged in training.`,
        where: `${name}, element ${i}`,
        advice: "Use a checkpoint from before the training diverged.",
      });
}

/**
 * A constant as a weight of ours; its way back into the file is noted.
 * @throws FailureError model-invalid for NaN or infinity, and for a constant of another shape
 */
export function takeWeight(decoding: Decoding, node: OnnxNode, constant: Constant, use: WeightUse): Tensor {
  const { layer, weight, multiplier, factor, reciprocal } = use;
  const rank = constant.shape.length;
  const axes = use.axes ?? constant.shape.map((_, axis) => axis);
  const [first = 1, second = 1] = constant.shape;
  const viewed =
    multiplier === undefined ? constant.shape : [first / multiplier, second * multiplier, ...constant.shape.slice(2)];
  if (viewed.some((length, axis) => !Number.isInteger(length) || length < 1 || (length > 1 && !axes.includes(axis))))
    throw invalidNode(node, `reads "${constant.name}" of shape ${constant.shape.join(" × ")}, which does not fit`);
  const others = viewed.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const moved = transposed({ ...constant, shape: viewed }, [...others, ...axes]);
  const values = Float32Array.from(moved.values, (value) => (reciprocal ? 1 / value : value) * (factor ?? 1));
  checkFinite(constant.name, values);
  const place = node.places?.[use.input] ?? { node: node.index, input: use.input };
  const home: OnnxHome = {
    name: constant.name,
    layer,
    weight,
    axes,
    rank,
    ...place,
    ...(factor === undefined ? {} : { factor }),
    ...(reciprocal === undefined ? {} : { reciprocal }),
    ...(multiplier === undefined ? {} : { depthwise: true }),
  };
  decoding.homes.push(home);
  return { shape: moved.shape.slice(others.length), values };
}

/** A weight that has no place of its own in the file: pruning must leave its shape as it is. */
export function fixedWeight(decoding: Decoding, layer: LayerId, weight: string, tensor: Tensor): Tensor {
  checkFinite(`${layer}, ${weight}`, tensor.values);
  decoding.fixed.push({ layer, weight, shape: tensor.shape });
  return tensor;
}

/** The one number that a constant is; null where it is several. */
export function scalarOf(constant: Constant): number | null {
  const [value] = constant.values;
  return constant.values.length === 1 && value !== undefined ? value : null;
}
