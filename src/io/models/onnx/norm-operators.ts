import type { Tensor } from "../../../core/model/model.ts";
import { withLast } from "./arrange.ts";
import {
  type Activation,
  activationInput,
  addLayer,
  axisOf,
  constantInput,
  type Decoding,
  dimsOf,
  freshId,
  settle,
  shapeOfLayer,
} from "./decoding.ts";
import { floatOf, intOf, invalidNode, type OnnxNode, unsupportedNode } from "./onnx-node.ts";
import type { Handler } from "./operator.ts";
import { fixedWeight, takeWeight } from "./take-weight.ts";

/** The input with the graph's axis 1, its channels, as our last. */
function byChannel(decoding: Decoding, node: OnnxNode): Activation & { readonly channels: number } {
  const activation = activationInput(decoding, node);
  if (activation.axes.length < 2) throw invalidNode(node, "reads a tensor without channels");
  const read = withLast(decoding, node, activation, 1);
  return { ...read, channels: shapeOfLayer(decoding, read.layer).at(-1) ?? 1 };
}

/** Input i as one number a channel; undefined where it is left out. */
function perChannel(
  decoding: Decoding,
  node: OnnxNode,
  input: number,
  layer: string,
  weight: string,
  channels: number,
): Tensor | undefined {
  const constant = constantInput(decoding, node, input);
  if (constant === undefined) return undefined;
  if (constant.values.length !== channels)
    throw invalidNode(node, `has ${constant.values.length} numbers in "${constant.name}" for ${channels} channels`);
  const axis = constant.shape.indexOf(channels);
  return takeWeight(decoding, node, constant, { layer, weight, input, axes: [Math.max(0, axis)] });
}

function batchNorm(decoding: Decoding, node: OnnxNode): void {
  if (intOf(node, "training_mode", 0) !== 0)
    throw unsupportedNode(node, "is in training mode", "Export the model in evaluation mode: model.eval() in PyTorch.");
  if (decoding.opset < 9 && intOf(node, "spatial", 1) !== 1)
    throw unsupportedNode(node, "normalises each place by itself (spatial = 0)");
  const { layer, axes, channels } = byChannel(decoding, node);
  const id = freshId(decoding, node.id);
  const [gamma, beta, mean, variance] = ["gamma", "beta", "mean", "variance"].map((weight, i) =>
    perChannel(decoding, node, i + 1, id, weight, channels),
  );
  if (mean === undefined || variance === undefined) throw invalidNode(node, "has no mean and variance");
  addLayer(decoding, {
    kind: "batch-norm",
    id,
    inputs: [layer],
    epsilon: floatOf(node, "epsilon", 1e-5),
    weights: { ...(gamma && { gamma }), ...(beta && { beta }), mean, variance },
  });
  settle(decoding, node, id, axes);
}

function instanceNorm(decoding: Decoding, node: OnnxNode): void {
  const { layer, axes, channels } = byChannel(decoding, node);
  const id = freshId(decoding, node.id);
  const [gamma, beta] = ["gamma", "beta"].map((weight, i) => perChannel(decoding, node, i + 1, id, weight, channels));
  addLayer(decoding, {
    kind: "group-norm",
    id,
    inputs: [layer],
    groups: channels,
    epsilon: floatOf(node, "epsilon", 1e-5),
    weights: { ...(gamma && { gamma }), ...(beta && { beta }) },
  });
  settle(decoding, node, id, axes);
}

/** Opset 18 has one scale and offset a group, opset 21 one a channel; joined nodes may have none. */
function groupNorm(decoding: Decoding, node: OnnxNode): void {
  const { layer, axes, channels } = byChannel(decoding, node);
  const groups = intOf(node, "num_groups", 1);
  if (groups < 1 || channels % groups !== 0)
    throw invalidNode(node, `divides ${channels} channels into ${groups} groups`);
  // joined nodes end in a Reshape, whose target must be the shape that was there before
  const target = constantInput(decoding, node, 3)?.values ?? [];
  const dims = dimsOf(decoding, { layer, axes });
  if (target.length > 0 && (target.length !== dims.length || dims.some((n, i) => i > 0 && n !== target[i])))
    throw unsupportedNode(node, "normalises in groups and goes on with another shape");
  const id = freshId(decoding, node.id);
  const weightAt = (weight: string, input: number): Tensor | undefined => {
    const constant = constantInput(decoding, node, input);
    if (constant === undefined || constant.values.length === channels)
      return perChannel(decoding, node, input, id, weight, channels);
    if (constant.values.length !== groups)
      throw invalidNode(node, `has ${constant.values.length} numbers for ${groups} groups`);
    const values = Float32Array.from(
      { length: channels },
      (_, c) => constant.values[Math.floor((c * groups) / channels)] ?? 0,
    );
    return fixedWeight(decoding, id, weight, { shape: [channels], values });
  };
  const [gamma, beta] = [weightAt("gamma", 1), weightAt("beta", 2)];
  addLayer(decoding, {
    kind: "group-norm",
    id,
    inputs: [layer],
    groups,
    epsilon: floatOf(node, "epsilon", 1e-5),
    weights: { ...(gamma && { gamma }), ...(beta && { beta }) },
  });
  if (node.attributes.has("num_groups") && node.places === undefined)
    decoding.edits.push({ kind: "groups", node: node.index, layer: id, attribute: "num_groups" });
  settle(decoding, node, id, axes);
}

function layerNorm(decoding: Decoding, node: OnnxNode): void {
  const activation = activationInput(decoding, node);
  const rank = activation.axes.length;
  const axis = axisOf(node, intOf(node, "axis", -1), rank);
  if (axis !== rank - 1)
    throw unsupportedNode(node, "normalises over several axes at once; Quorum does over the last one");
  const read = withLast(decoding, node, activation, axis);
  const channels = shapeOfLayer(decoding, read.layer).at(-1) ?? 1;
  const id = freshId(decoding, node.id);
  const [gamma, beta] = ["gamma", "beta"].map((weight, i) => perChannel(decoding, node, i + 1, id, weight, channels));
  addLayer(decoding, {
    kind: "layer-norm",
    id,
    inputs: [read.layer],
    epsilon: floatOf(node, "epsilon", 1e-5),
    weights: { ...(gamma && { gamma }), ...(beta && { beta }) },
  });
  settle(decoding, node, id, read.axes);
}

export const normOperators: ReadonlyMap<string, Handler> = new Map([
  ["BatchNormalization", batchNorm],
  ["InstanceNormalization", instanceNorm],
  ["GroupNormalization", groupNorm],
  ["LayerNormalization", layerNorm],
]);
