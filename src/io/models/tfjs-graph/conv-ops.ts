import type { Activation, Layer, Padding, Tensor } from "../../../core/model/model.ts";
import { activationOf } from "./activation-ops.ts";
import { alignConstant } from "./constant-arithmetic.ts";
import type { LayerValue } from "./graph-value.ts";
import { numbersAttribute, textAttribute, textsAttribute } from "./node-attributes.ts";
import { invalidNode, unsupportedNode } from "./node-failure.ts";
import {
  addPointwise,
  constantInput,
  keepHome,
  layerInput,
  type OpContext,
  type OpReader,
  plainValue,
  refuseChannelsFirst,
  weightInput,
} from "./op-context.ts";

/** Four numbers for batch, height, width and channels, of which the first and the last must be 1. @throws FailureError */
export function planeAttribute({ node }: OpContext, name: string): readonly number[] {
  const numbers = numbersAttribute(node, name) ?? [1, 1, 1, 1];
  if (numbers.length !== 4 || numbers[0] !== 1 || numbers[3] !== 1)
    throw unsupportedNode(node, `has ${name} ${numbers.join(", ")}; 1, height, width, 1 was expected`);
  return numbers.slice(1, 3);
}

/** "same", "valid", or what is padded [before, after] height and width. @throws FailureError */
export function paddingAttribute({ node }: OpContext): "same" | "valid" | readonly (readonly [number, number])[] {
  const padding = textAttribute(node, "padding", "VALID").toUpperCase();
  if (padding === "SAME") return "same";
  if (padding === "VALID") return "valid";
  const [n0, n1, top, bottom, left, right, c0, c1] = numbersAttribute(node, "explicit_paddings") ?? [];
  if (padding !== "EXPLICIT" || n0 || n1 || c0 || c1) throw unsupportedNode(node, `has the padding ${padding}`);
  return [
    [top ?? 0, bottom ?? 0],
    [left ?? 0, right ?? 0],
  ];
}

/** Height and width as axes of the value itself: one of them where the graph added the other. @throws FailureError */
export function spatialAxes(
  context: OpContext,
  value: LayerValue,
  isOne: (axis: number) => boolean,
): { value: LayerValue; axes: readonly number[] } {
  const { build, node } = context;
  if (build.seen(value).length !== 3)
    throw invalidNode(node, `reads shape ${build.seen(value).join(" x ")}; height, width and channels were expected`);
  if (value.expanded === undefined || value.expanded > 1) return { value: plainValue(context, value), axes: [0, 1] };
  if (isOne(value.expanded)) return { value, axes: [1 - value.expanded] };
  return { value: plainValue(context, value), axes: [0, 1] };
}

const pick = <T>(list: readonly T[], axes: readonly number[]): readonly T[] =>
  axes.flatMap((axis) => (list[axis] === undefined ? [] : [list[axis]]));

/** Pads in front of a window where the padding is explicit. */
function padded(
  context: OpContext,
  value: LayerValue,
  padding: ReturnType<typeof paddingAttribute>,
  axes: readonly number[],
): { value: LayerValue; padding: Padding } {
  if (typeof padding === "string") return { value, padding };
  const own = pick(padding, axes);
  if (own.every(([before, after]) => before === 0 && after === 0)) return { value, padding: "valid" };
  const id = `${context.node.name}/padding`;
  const added = addPointwise(context, value, { id, kind: "zero-padding", inputs: [value.layer], padding: own });
  return { value: added, padding: "valid" };
}

function readWindow(context: OpContext, depthwise: boolean, activation: Activation): LayerValue {
  const { build, node } = context;
  refuseChannelsFirst(context);
  const kernelShape = constantInput(context, 1).shape;
  if (kernelShape.length !== 4)
    throw invalidNode(node, `has a kernel with ${kernelShape.length} axes; 4 were expected`);
  const strides = planeAttribute(context, "strides");
  const dilations = planeAttribute(context, "dilations");
  const given = paddingAttribute(context);
  const isOne = (axis: number): boolean =>
    kernelShape[axis] === 1 &&
    strides[axis] === 1 &&
    (typeof given === "string" || (given[axis] ?? []).every((side) => side === 0));
  const { value, axes } = spatialWindow(context, isOne);
  const begun = value.dilation;
  const block = begun?.block;
  if (block !== undefined && (given !== "valid" || begun?.convolved || strides.some((stride) => stride !== 1)))
    throw unsupportedNode(node, "stands between SpaceToBatchND and BatchToSpaceND with strides or padding");
  const { dilation: _, ...undilated } = value;
  const input = padded(context, undilated, given, axes);
  const homeAxes = axes.length === 2 ? [0, 1, 2, 3] : [...[0, 1].map((axis) => (axis === axes[0] ? 0 : -1)), 1, 2];
  const kernel = weightInput(context, 1, homeAxes);
  const channels = build.seen(value).at(-1) ?? 1;
  const shared = {
    id: node.name,
    inputs: [input.value.layer],
    strides: pick(strides, axes),
    dilation: block ?? pick(dilations, axes),
    padding: input.padding,
    activation,
    weights: { kernel },
  };
  const reads = kernel.shape.at(-2) ?? 1;
  const groups = depthwise ? 1 : channels / reads;
  if (!Number.isInteger(groups))
    throw invalidNode(node, `has a kernel for ${reads} channels behind an input with ${channels}`);
  const layer: Layer = depthwise
    ? { ...shared, kind: "depthwise-conv" }
    : { ...shared, kind: "conv", ...(groups === 1 ? {} : { groups }) };
  const made = addPointwise(context, input.value, layer);
  keepHome(context, 1, { layer: made.layer, weight: "kernel", axes: homeAxes });
  return begun === undefined ? made : { ...made, dilation: { ...begun, convolved: true } };
}

/** A value between SpaceToBatchND and its convolution has axes of its own already. */
function spatialWindow(
  context: OpContext,
  isOne: (axis: number) => boolean,
): { value: LayerValue; axes: readonly number[] } {
  const value = layerInput(context, 0);
  if (value.dilation === undefined) return spatialAxes(context, value, isOne);
  const axes = [0, 1].filter((axis) => axis !== value.expanded);
  const fits = value.dilation.block.length === axes.length && (value.expanded === undefined || isOne(value.expanded));
  if (!fits) throw unsupportedNode(context.node, "does not fit the SpaceToBatchND in front of it");
  return { value, axes };
}

/** The operations that a fused node adds behind its main one. */
export interface FusedTail {
  readonly bias: boolean;
  readonly activation: Activation;
  /** Place of the slopes among the inputs; null without PReLU. */
  readonly slope: number | null;
}

/** @throws FailureError model-unsupported for what tfjs does not fuse either */
export function fusedTail({ node }: OpContext): FusedTail {
  const [first, ...rest] = textsAttribute(node, "fused_ops");
  const bias = first === "BiasAdd";
  const [op, ...more] = bias || first === undefined ? rest : [first, ...rest];
  if (more.length > 0) throw unsupportedNode(node, `fuses ${[first, ...rest].join(", ")}`);
  const slope = op === "Prelu" ? (bias ? 3 : 2) : null;
  const activation =
    op === undefined || op === "Prelu" ? ({ name: "linear" } as const) : activationOf(op, node, "leakyrelu_alpha");
  if (activation === null) throw unsupportedNode(node, `fuses the operation ${op}`);
  return { bias, activation, slope };
}

/** Adds the fused bias and slopes behind a layer that has none yet. @throws FailureError */
export function addTail(context: OpContext, value: LayerValue, tail: FusedTail): LayerValue {
  const { build, node } = context;
  const layer = build.layer(value.layer);
  if (
    tail.bias &&
    layer !== undefined &&
    (layer.kind === "dense" || layer.kind === "conv" || layer.kind === "depthwise-conv")
  ) {
    const { axes } = alignConstant(context, value, 2);
    const bias: Tensor = weightInput(context, 2, axes);
    build.replace({ ...layer, weights: { ...layer.weights, bias } } as Layer);
    keepHome(context, 2, { layer: layer.id, weight: "bias", axes });
  }
  return tail.slope === null ? value : addSlope(context, value, tail.slope, `${node.name}/prelu`);
}

/** A PReLU with the slopes at one of the node's inputs. @throws FailureError */
export function addSlope(context: OpContext, value: LayerValue, index: number, id: string): LayerValue {
  const { value: on, axes } = alignConstant(context, value, index);
  const slope = weightInput(context, index, axes);
  const added = addPointwise(context, on, { id, kind: "prelu", inputs: [on.layer], weights: { slope } });
  keepHome(context, index, { layer: added.layer, weight: "slope", axes });
  return added;
}

const plainConv =
  (depthwise: boolean): OpReader =>
  (context) =>
    readWindow(context, depthwise, { name: "linear" });

const fusedConv =
  (depthwise: boolean): OpReader =>
  (context) => {
    const tail = fusedTail(context);
    return addTail(context, readWindow(context, depthwise, tail.activation), tail);
  };

/** Convolutions with constant kernels. */
export const convOps: Readonly<Record<string, OpReader>> = {
  Conv2D: plainConv(false),
  DepthwiseConv2d: plainConv(true),
  DepthwiseConv2dNative: plainConv(true),
  FusedConv2D: fusedConv(false),
  _FusedConv2D: fusedConv(false),
  FusedDepthwiseConv2dNative: fusedConv(true),
  _FusedDepthwiseConv2dNative: fusedConv(true),
  Prelu: (context) => addSlope(context, layerInput(context, 0), 1, context.node.name),
};
