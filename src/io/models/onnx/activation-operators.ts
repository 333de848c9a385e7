import type { Activation } from "../../../core/model/model.ts";
import { withLast } from "./arrange.ts";
import { constantOver } from "./constant-over.ts";
import {
  activationInput,
  addLayer,
  axisOf,
  constantInput,
  constantOf,
  type Decoding,
  dimsOf,
  freshId,
  settle,
} from "./decoding.ts";
import { floatOf, intOf, type OnnxNode, stringOf, unsupportedNode } from "./onnx-node.ts";
import type { Handler } from "./operator.ts";
import { scalarOf } from "./take-weight.ts";

function apply(decoding: Decoding, node: OnnxNode, activation: Activation): void {
  const { layer, axes } = activationInput(decoding, node);
  const id = freshId(decoding, node.id);
  addLayer(decoding, { kind: "activation", id, inputs: [layer], activation });
  settle(decoding, node, id, axes);
}

const named =
  (activation: Activation): Handler =>
  (decoding, node) =>
    apply(decoding, node, activation);

const withAlpha =
  (name: Activation["name"], alpha: number): Handler =>
  (decoding, node) =>
    apply(decoding, node, { name, alpha: floatOf(node, "alpha", alpha) });

function selu(decoding: Decoding, node: OnnxNode): void {
  const [alpha, gamma] = [floatOf(node, "alpha", 1.67326), floatOf(node, "gamma", 1.0507)];
  if (Math.abs(alpha - 1.67326324) > 1e-4 || Math.abs(gamma - 1.05070098) > 1e-4)
    throw unsupportedNode(node, `has alpha ${alpha} and gamma ${gamma}; Quorum computes the published SELU only`);
  apply(decoding, node, { name: "selu" });
}

function hardSigmoid(decoding: Decoding, node: OnnxNode): void {
  apply(decoding, node, {
    name: "hard-sigmoid",
    alpha: floatOf(node, "alpha", 0.2),
    beta: floatOf(node, "beta", 0.5),
  });
}

function gelu(decoding: Decoding, node: OnnxNode): void {
  apply(decoding, node, { name: stringOf(node, "approximate", "none") === "tanh" ? "gelu-tanh" : "gelu" });
}

function swish(decoding: Decoding, node: OnnxNode): void {
  if (floatOf(node, "alpha", 1) !== 1) throw unsupportedNode(node, "has an alpha other than 1");
  apply(decoding, node, { name: "silu" });
}

const largest = 3.4028234663852886e38;

/** Bounds as attributes (opset below 11) or inputs. */
function clip(decoding: Decoding, node: OnnxNode): void {
  const bound = (input: number, name: string, otherwise: number): number => {
    const given = decoding.opset < 11 ? undefined : constantInput(decoding, node, input);
    const value = given === undefined ? floatOf(node, name, otherwise) : scalarOf(given);
    if (value === null || Number.isNaN(value)) throw unsupportedNode(node, "has bounds that are not one number each");
    return Math.min(largest, Math.max(-largest, value));
  };
  const [low, high] = [bound(1, "min", -largest), bound(2, "max", largest)];
  if (low === 0 && high === 6) apply(decoding, node, { name: "relu6" });
  else if (low === 0 && high >= largest) apply(decoding, node, { name: "relu" });
  else apply(decoding, node, { name: "clip", alpha: low, beta: high });
}

const softmax =
  (name: "softmax" | "log-softmax"): Handler =>
  (decoding, node) => {
    const activation = activationInput(decoding, node);
    const rank = activation.axes.length;
    const axis = axisOf(node, intOf(node, "axis", decoding.opset < 13 ? 1 : -1), rank);
    const dims = dimsOf(decoding, activation);
    // below opset 13 it runs over all axes from this one on
    const along = decoding.opset < 13 ? dims.map((_, i) => i).filter((i) => i >= axis && dims[i] !== 1) : [axis];
    if (along.length > 1)
      throw unsupportedNode(
        node,
        "runs over several axes at once, as opsets below 13 have it",
        "Export the model with opset 13 or newer.",
      );
    const read = withLast(decoding, node, activation, along[0] ?? axis);
    const id = freshId(decoding, node.id);
    addLayer(decoding, { kind: "activation", id, inputs: [read.layer], activation: { name } });
    settle(decoding, node, id, read.axes);
  };

function prelu(decoding: Decoding, node: OnnxNode): void {
  const slope = constantOf(decoding, node.inputs[1] ?? "");
  if (slope === undefined) throw unsupportedNode(node, "has a slope that is computed while the network runs");
  const { layer, axes } = activationInput(decoding, node);
  const id = freshId(decoding, node.id);
  const weights = {
    slope: constantOver(decoding, node, slope, { layer, axes }, { layer: id, weight: "slope", input: 1 }),
  };
  addLayer(decoding, { kind: "prelu", id, inputs: [layer], weights });
  settle(decoding, node, id, axes);
}

export const activationOperators: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["Relu", named({ name: "relu" })],
  ["Sigmoid", named({ name: "sigmoid" })],
  ["Tanh", named({ name: "tanh" })],
  ["Softplus", named({ name: "softplus" })],
  ["Softsign", named({ name: "softsign" })],
  ["Mish", named({ name: "mish" })],
  ["HardSwish", named({ name: "hard-silu" })],
  ["Swish", swish],
  ["Exp", named({ name: "exponential" })],
  ["LeakyRelu", withAlpha("leaky-relu", 0.01)],
  ["Elu", withAlpha("elu", 1)],
  ["Celu", withAlpha("celu", 1)],
  ["ThresholdedRelu", withAlpha("thresholded-relu", 1)],
  ["HardSigmoid", hardSigmoid],
  ["Selu", selu],
  ["Gelu", gelu],
  ["Clip", clip],
  ["PRelu", prelu],
  ["Softmax", softmax("softmax")],
  ["LogSoftmax", softmax("log-softmax")],
]);
