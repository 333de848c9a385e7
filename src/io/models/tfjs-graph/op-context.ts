import type { Layer, LayerId, Tensor } from "../../../core/model/model.ts";
import type { Constant } from "./constant.ts";
import type { GraphBuilder } from "./graph-builder.ts";
import type { GraphNode } from "./graph-nodes.ts";
import type { WeightForm } from "./graph-origin.ts";
import type { GraphValue, LayerValue } from "./graph-value.ts";
import { textAttribute } from "./node-attributes.ts";
import { invalidNode, unsupportedNode } from "./node-failure.ts";
import { weightTensor } from "./weight-tensor.ts";

/** What is needed to read one node. */
export interface OpContext {
  readonly node: GraphNode;
  readonly inputs: readonly GraphValue[];
  readonly build: GraphBuilder;
}

/** Reads a node into layers: its output, or the list of its outputs. @throws FailureError */
export type OpReader = (context: OpContext) => GraphValue | readonly GraphValue[];

/** @throws FailureError where the input is absent or a constant */
export function layerInput({ node, inputs }: OpContext, index: number): LayerValue {
  const value = inputs[index];
  if (value === undefined) throw invalidNode(node, `lacks its input ${index}`);
  if (value.kind === "constant")
    throw unsupportedNode(node, "computes with a constant what Quorum expects from the examples");
  return value;
}

/** @throws FailureError where the input is absent or follows from the examples */
export function constantInput({ node, inputs }: OpContext, index: number): Constant {
  const value = inputs[index];
  if (value === undefined) throw invalidNode(node, `lacks its input ${index}`);
  if (value.kind === "layer")
    throw unsupportedNode(node, `reads from the network ("${value.layer}") where Quorum expects a constant`);
  return value;
}

/** Whole numbers out of a constant that says how, not what, to compute. @throws FailureError */
export function wholeInput(context: OpContext, index: number): readonly number[] {
  const values = [...constantInput(context, index).values];
  if (values.every(Number.isInteger)) return values;
  throw unsupportedNode(context.node, "has settings that depend on the number of examples, or are no whole numbers");
}

/** A weight in our layout. @throws FailureError model-invalid where the constant has other axes or no finite numbers */
export function weightInput(
  context: OpContext,
  index: number,
  axes: readonly number[],
  form: WeightForm = "same",
): Tensor {
  const constant = constantInput(context, index);
  if (constant.shape.length !== axes.length || constant.runtime)
    throw invalidNode(
      context.node,
      `has a weight of shape ${constant.shape.join(" x ")}; one with ${axes.length} axes was expected`,
    );
  const tensor = weightTensor(constant, { axes, form });
  if (tensor.values.length === 0 || !tensor.values.every(Number.isFinite))
    throw invalidNode(context.node, "has a weight that is empty or holds NaN or infinity");
  return tensor;
}

/** Notes which input of the node holds a weight of a layer. */
export function keepHome(
  { node, build }: OpContext,
  index: number,
  home: { layer: LayerId; weight: string; axes: readonly number[]; form?: WeightForm },
): void {
  const at = node.inputs[index]?.at ?? index;
  build.weight({ form: "same", ...home, node: node.name, at });
}

/** The value without any view, by a reshape layer where it takes one. @throws FailureError where there is no such layer */
export function plainValue({ node, build }: OpContext, value: LayerValue): LayerValue {
  if (value.folded || value.dilation !== undefined)
    throw unsupportedNode(node, "stands where Quorum expects a layer that acts on each place by itself");
  if (value.expanded === undefined) return value;
  const shape = build.seen(value);
  const reshape: Layer = {
    id: `${node.name}/expanded`,
    kind: "reshape",
    inputs: [value.layer],
    shape: [...shape.slice(0, -1), -1],
  };
  return build.add(node, reshape);
}

/** Appends a layer that acts on each place by itself, so that the view of what it reads stays. @throws FailureError */
export function addPointwise(context: OpContext, value: LayerValue, layer: Layer): LayerValue {
  if (value.dilation?.convolved === false)
    throw unsupportedNode(context.node, "stands between SpaceToBatchND and its convolution");
  const { kind: _, layer: __, nodes: ___, ...view } = value;
  return { ...view, ...context.build.add(context.node, layer) };
}

/** @throws FailureError model-unsupported for channels in front of the places */
export function refuseChannelsFirst({ node }: OpContext): void {
  if (/^NC/.test(textAttribute(node, "data_format", "NHWC").toUpperCase()))
    throw unsupportedNode(
      node,
      "has its channels in front of the places (data_format NCHW)",
      "Convert the network with channels last, as TensorFlow.js itself needs it.",
    );
}
