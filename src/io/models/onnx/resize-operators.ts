import { withLast } from "./arrange.ts";
import {
  activationInput,
  addLayer,
  axisOf,
  constantInput,
  type Decoding,
  dimsOf,
  freshId,
  isComputed,
  settle,
  shapeOfLayer,
} from "./decoding.ts";
import { intsOf, type OnnxNode, stringOf, unsupportedNode } from "./onnx-node.ts";
import type { Handler } from "./operator.ts";

/** Which element each output element is nearest to, by the rule of the node. */
function nearest(node: OnnxNode, factor: number): (x: number) => number {
  const mode = stringOf(node, "coordinate_transformation_mode", node.op === "Upsample" ? "asymmetric" : "half_pixel");
  const rounding = stringOf(node, "nearest_mode", node.op === "Upsample" ? "floor" : "round_prefer_floor");
  const place = (x: number): number =>
    mode === "asymmetric" ? x / factor : mode.endsWith("half_pixel") ? (x + 0.5) / factor - 0.5 : Number.NaN;
  return (x) => {
    const at = place(x);
    if (rounding === "floor") return Math.floor(at);
    if (rounding === "ceil") return Math.ceil(at);
    return rounding === "round_prefer_ceil" ? Math.floor(at + 0.5) : Math.ceil(at - 0.5);
  };
}

/** True where each element is repeated `factor` times, whatever the rule calls it. */
function repeats(node: OnnxNode, factor: number): boolean {
  const from = nearest(node, factor);
  // the second element: away from the border, where values are clamped
  return Array.from({ length: factor }, (_, i) => from(factor + i) === 1).every(Boolean);
}

/** By how much each axis of the graph grows; 1 where nothing says. @param sizes lengths afterwards, or empty */
function factorsOf(
  decoding: Decoding,
  node: OnnxNode,
  dims: readonly number[],
  sizes: readonly number[],
): readonly number[] {
  const input = node.op === "Upsample" || decoding.opset < 11 ? 1 : 2;
  const scales = node.attributes.get("scales")?.floats ?? [...(constantInput(decoding, node, input)?.values ?? [])];
  const along = intsOf(node, "axes")?.map((axis) => axisOf(node, axis, dims.length)) ?? dims.map((_, i) => i);
  const factors = dims.map(() => 1);
  along.forEach((axis, i) => {
    const length = dims[axis] ?? 1;
    const factor = sizes.length === 0 ? (scales[i] ?? 1) : Number.isNaN(length) ? 1 : (sizes[i] ?? 1) / length;
    if (!Number.isInteger(factor) || factor < 1 || factor > 64)
      throw unsupportedNode(node, `resizes an axis by ${factor}; Quorum resizes by whole factors up to 64`);
    factors[axis] = factor;
  });
  return factors;
}

function resize(decoding: Decoding, node: OnnxNode): void {
  const activation = activationInput(decoding, node);
  const dims = dimsOf(decoding, activation);
  const listed = node.op === "Upsample" || decoding.opset < 11 ? undefined : constantInput(decoding, node, 3);
  const sizes = [...(listed?.values ?? [])];
  const factors = factorsOf(decoding, node, dims, sizes);
  const still = factors.findIndex((factor, axis) => factor === 1 && (activation.axes[axis] ?? -1) >= 0);
  const rank = shapeOfLayer(decoding, activation.layer).length;
  const lastGrows = factors[activation.axes.indexOf(rank - 1)] !== 1;
  if (lastGrows && still < 0) throw unsupportedNode(node, "resizes every axis");
  const { layer, axes } = lastGrows ? withLast(decoding, node, activation, still) : activation;
  if (factors.some((factor, axis) => factor !== 1 && (axes[axis] ?? -1) < 0))
    throw unsupportedNode(node, "resizes the batch, or an axis that was just added");
  const size = shapeOfLayer(decoding, layer)
    .slice(0, -1)
    .map((_, ours) => factors[axes.indexOf(ours)] ?? 1);
  const mode = stringOf(node, "mode", "nearest");
  const pixels = stringOf(node, "coordinate_transformation_mode", node.op === "Upsample" ? "asymmetric" : "half_pixel");
  const linear = mode === "linear" && pixels.endsWith("half_pixel");
  if (!linear && !(mode === "nearest" && size.every((factor) => repeats(node, factor))))
    throw unsupportedNode(
      node,
      `resizes by "${mode.slice(0, 40)}" with "${pixels.slice(0, 40)}"; Quorum repeats places, or interpolates between the centres of pixels`,
    );
  const id = freshId(decoding, node.id);
  addLayer(decoding, {
    kind: "upsampling",
    id,
    inputs: [layer],
    size,
    interpolation: linear ? "bilinear" : "nearest",
  });
  const [tensor = ""] = node.outputs;
  const computed = isComputed(decoding, node, 3);
  if (sizes.length > 0 && intsOf(node, "axes") === null)
    decoding.edits.push({ kind: "shape", node: node.index, input: 3, tensor, target: sizes, computed });
  settle(decoding, node, id, axes);
}

export const resizeOperators: ReadonlyMap<string, Handler> = new Map([
  ["Resize", resize],
  ["Upsample", resize],
]);
