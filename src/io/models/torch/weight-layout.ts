import type { LayerKind, Tensor } from "../../../core/model/model.ts";
import type { WeightLayout } from "./architecture.ts";
import { inverse, permuted } from "./permuted.ts";

/** What decides how a weight lies in the file. */
export interface Placed {
  readonly kind: LayerKind;
  /** Of a recurrent layer. */
  readonly cell?: "lstm" | "gru" | "simple";
  /** Name of the weight, such as "kernel". */
  readonly weight: string;
  readonly layout: WeightLayout;
  /** The file's own order of axes; wins over the layout. */
  readonly axes?: readonly number[];
}

/** Which axis of the file's tensor each of our axes is, as PyTorch keeps them; null where they are the same. */
function torchAxes({ kind, weight }: Placed, rank: number): readonly number[] | null {
  const matrix = rank === 2 ? [1, 0] : null;
  if (kind === "dense") return weight === "kernel" ? matrix : null;
  if (kind === "attention") return weight.endsWith("Kernel") ? matrix : null;
  if (kind === "recurrent") return weight === "bias" ? null : matrix;
  if (kind !== "conv" || weight !== "kernel" || rank < 3) return null;
  // [out, in, ...window] to [...window, in, out]
  return [...Array.from({ length: rank - 2 }, (_, axis) => axis + 2), 1, 0];
}

/** The axes of our weight in the file, axis i of ours being axes[i] there; null where nothing moves. */
export function axesOf(placed: Placed, rank: number): readonly number[] | null {
  if (placed.axes !== undefined) return placed.axes;
  return placed.layout === "torch" ? torchAxes(placed, rank) : null;
}

const isTorchDepthwise = ({ kind, weight, layout, axes }: Placed): boolean =>
  kind === "depthwise-conv" && weight === "kernel" && layout === "torch" && axes === undefined;

/** The first two thirds of the last axis change places: PyTorch's gates are r z n, ours z r h. Undoes itself. */
function swappedGates({ shape, values }: Tensor): Tensor {
  const width = shape.at(-1) ?? 0;
  const units = width / 3;
  const swapped = new Float32Array(values.length);
  for (let row = 0; row < values.length; row += width) {
    swapped.set(values.subarray(row + units, row + 2 * units), row);
    swapped.set(values.subarray(row, row + units), row + units);
    swapped.set(values.subarray(row + 2 * units, row + width), row + 2 * units);
  }
  return { shape, values: swapped };
}

const swapsGates = ({ kind, cell, layout }: Placed, shape: readonly number[]): boolean =>
  kind === "recurrent" && cell === "gru" && layout === "torch" && (shape.at(-1) ?? 1) % 3 === 0;

/**
 * Our weight from the file's tensor.
 * @param channels of the layer's input, which a depthwise kernel of PyTorch [channels * multiplier, 1, ...window] needs
 * @returns null where the tensor has another number of axes than the layout speaks of
 */
export function fromFile(placed: Placed, tensor: Tensor, channels: number): Tensor | null {
  if (isTorchDepthwise(placed)) {
    const [rows = 0, one, ...window] = tensor.shape;
    const multiplier = rows / channels;
    if (window.length === 0 || one !== 1 || !Number.isInteger(multiplier)) return null;
    const axes = [...window.map((_, axis) => axis + 2), 0, 1];
    return permuted({ shape: [channels, multiplier, ...window], values: tensor.values }, axes);
  }
  const axes = axesOf(placed, tensor.shape.length);
  if (axes !== null && axes.length !== tensor.shape.length) return null;
  const moved = axes === null ? tensor : permuted(tensor, axes);
  return swapsGates(placed, moved.shape) ? swappedGates(moved) : moved;
}

/** The file's tensor from our weight: what `fromFile` undoes. */
export function toFile(placed: Placed, tensor: Tensor): Tensor {
  if (isTorchDepthwise(placed)) {
    const window = tensor.shape.slice(0, -2);
    const [channels = 0, multiplier = 0] = tensor.shape.slice(-2);
    const axes = [window.length, window.length + 1, ...window.keys()];
    return { shape: [channels * multiplier, 1, ...window], values: permuted(tensor, axes).values };
  }
  const own = swapsGates(placed, tensor.shape) ? swappedGates(tensor) : tensor;
  const axes = axesOf(placed, tensor.shape.length);
  return axes === null ? own : permuted(own, inverse(axes));
}
