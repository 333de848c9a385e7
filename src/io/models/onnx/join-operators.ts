import { arrange, withLast } from "./arrange.ts";
import {
  activationInput,
  addLayer,
  axisOf,
  constantInput,
  constantOf,
  type Decoding,
  dimsOf,
  freshId,
  isComputed,
  settle,
  shapeOfLayer,
} from "./decoding.ts";
import { intOf, intsOf, type OnnxNode, stringOf, unsupportedNode } from "./onnx-node.ts";
import type { Handler } from "./operator.ts";

function concat(decoding: Decoding, node: OnnxNode): void {
  if (node.inputs.some((name) => constantOf(decoding, name) !== undefined))
    throw unsupportedNode(node, "joins computed tensors with stored ones");
  const first = activationInput(decoding, node);
  const axis = axisOf(node, intOf(node, "axis", 1), first.axes.length);
  if (node.inputs.length === 1) {
    settle(decoding, node, first.layer, first.axes);
    return;
  }
  const { axes } = withLast(decoding, node, first, axis);
  const inputs = node.inputs.map(
    (_, input) => arrange(decoding, node, activationInput(decoding, node, input), axes).layer,
  );
  const id = addLayer(decoding, { kind: "concat", id: freshId(decoding, node.id), inputs });
  settle(decoding, node, id, axes);
}

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

function resize(decoding: Decoding, node: OnnxNode): void {
  const activation = activationInput(decoding, node);
  const { layer, axes } = activation;
  const dims = dimsOf(decoding, activation);
  const shape = shapeOfLayer(decoding, layer);
  const upsample = node.op === "Upsample";
  const scaleInput = upsample ? 1 : decoding.opset < 11 ? 1 : 2;
  const listed = node.attributes.get("scales")?.floats ?? [
    ...(constantInput(decoding, node, scaleInput)?.values ?? []),
  ];
  const sizes = upsample || listed.length > 0 ? [] : [...(constantInput(decoding, node, 3)?.values ?? [])];
  const along = intsOf(node, "axes")?.map((axis) => axisOf(node, axis, dims.length)) ?? dims.map((_, i) => i);
  const factors = new Array<number>(shape.length).fill(1);
  along.forEach((axis, i) => {
    const ours = axes[axis] ?? -1;
    const factor = listed.length > 0 ? (listed[i] ?? 1) : (sizes[i] ?? 1) / (dims[axis] ?? 1);
    if (ours >= 0) factors[ours] = factor;
    else if (listed.length > 0 && factor !== 1) throw unsupportedNode(node, "resizes the batch");
  });
  const size = factors.slice(0, -1);
  if (factors.at(-1) !== 1 || size.some((factor) => !Number.isInteger(factor) || factor < 1 || factor > 64))
    throw unsupportedNode(node, "resizes by other than whole factors, or channels");
  const mode = stringOf(node, "mode", "nearest");
  const pixels = stringOf(node, "coordinate_transformation_mode", upsample ? "asymmetric" : "half_pixel");
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
  if (sizes.length > 0 && intsOf(node, "axes") === null)
    decoding.edits.push({
      kind: "shape",
      node: node.index,
      input: 3,
      tensor,
      target: sizes,
      computed: isComputed(decoding, node, 3),
    });
  settle(decoding, node, id, axes);
}

/** Nothing happens to the numbers. */
function passOn(decoding: Decoding, node: OnnxNode): void {
  const { layer, axes } = activationInput(decoding, node);
  settle(decoding, node, layer, axes);
}

/** To floats: nothing. To whole numbers: only what is read as such, which is the input itself. */
function cast(decoding: Decoding, node: OnnxNode): void {
  const { layer } = activationInput(decoding, node);
  const kind = decoding.layers.find(({ id }) => id === layer)?.kind;
  if (![1, 10, 11, 16].includes(intOf(node, "to", 1)) && kind !== "input")
    throw unsupportedNode(node, "rounds computed numbers to whole ones");
  passOn(decoding, node);
}

/** Only where it repeats nothing. */
function expand(decoding: Decoding, node: OnnxNode): void {
  const activation = activationInput(decoding, node);
  const dims = dimsOf(decoding, activation);
  const target = [...(constantInput(decoding, node, 1)?.values ?? [])];
  const ahead = dims.length - target.length;
  const keeps =
    ahead >= 0 &&
    target.every(
      (length, i) =>
        length === 1 ||
        Object.is(length, dims[i + ahead]) ||
        (Number.isNaN(dims[i + ahead]) && length === decoding.batch),
    );
  if (!keeps) throw unsupportedNode(node, "repeats a tensor along an axis");
  passOn(decoding, node);
}

export const joinOperators: ReadonlyMap<string, Handler> = new Map([
  ["Concat", concat],
  ["Resize", resize],
  ["Upsample", resize],
  ["Identity", passOn],
  ["Dropout", passOn],
  ["Cast", cast],
  ["Expand", expand],
]);
