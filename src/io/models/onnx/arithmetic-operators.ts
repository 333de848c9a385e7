import type { MergeLayer } from "../../../core/model/model.ts";
import { constantOver } from "./constant-over.ts";
import {
  type Activation,
  activationInput,
  addLayer,
  constantInput,
  constantOf,
  type Decoding,
  freshId,
  settle,
} from "./decoding.ts";
import { foldBias } from "./fold-bias.ts";
import { mergeActivations } from "./merge-activations.ts";
import { type OnnxNode, unsupportedNode } from "./onnx-node.ts";
import type { Handler } from "./operator.ts";
import { scalarOf } from "./take-weight.ts";
import type { Constant } from "./tensor-data.ts";

type Operation = "add" | "subtract" | "multiply" | "divide";

function rescale(decoding: Decoding, node: OnnxNode, { layer, axes }: Activation, scale: number, offset: number): void {
  if (!Number.isFinite(scale) || !Number.isFinite(offset))
    throw unsupportedNode(node, `computes with ${Number.isFinite(scale) ? offset : scale}`);
  const id = freshId(decoding, node.id);
  addLayer(decoding, { kind: "rescaling", id, inputs: [layer], scale, offset });
  settle(decoding, node, id, axes);
}

/** One number for everything. @param right whether it stands on the right */
function withScalar(
  decoding: Decoding,
  node: OnnxNode,
  operation: Operation,
  x: Activation,
  c: number,
  right: boolean,
) {
  if (operation === "add") rescale(decoding, node, x, 1, c);
  else if (operation === "multiply") rescale(decoding, node, x, c, 0);
  else if (operation === "subtract") rescale(decoding, node, x, right ? 1 : -1, right ? -c : c);
  else if (right) rescale(decoding, node, x, 1 / c, 0);
  else throw unsupportedNode(node, "divides a constant by a tensor");
}

function affine(
  decoding: Decoding,
  node: OnnxNode,
  operation: Operation,
  activation: Activation,
  constant: Constant,
  input: number,
): void {
  let from = activation;
  if (operation === "divide" && input === 0) throw unsupportedNode(node, "divides a constant by a tensor");
  if (operation === "subtract" && input === 0) {
    const layer = addLayer(decoding, {
      kind: "rescaling",
      id: freshId(decoding, `${node.id}/negative`),
      inputs: [activation.layer],
      scale: -1,
      offset: 0,
    });
    from = { layer, axes: activation.axes };
  }
  const id = freshId(decoding, node.id);
  const scales = operation === "multiply" || operation === "divide";
  const tensor = constantOver(decoding, node, constant, from, {
    layer: id,
    weight: scales ? "scale" : "offset",
    input,
    ...(operation === "divide" ? { reciprocal: true as const } : {}),
    ...(operation === "subtract" && input === 1 ? { factor: -1 } : {}),
  });
  addLayer(decoding, {
    kind: "affine",
    id,
    inputs: [from.layer],
    weights: scales ? { scale: tensor } : { offset: tensor },
  });
  settle(decoding, node, id, from.axes);
}

const binary =
  (operation: Operation): Handler =>
  (decoding, node) => {
    const [left, right] = [0, 1].map((input) => constantOf(decoding, node.inputs[input] ?? ""));
    const constant = left ?? right;
    if (constant === undefined) {
      const both = [activationInput(decoding, node, 0), activationInput(decoding, node, 1)];
      mergeActivations(decoding, node, both, (base) =>
        operation === "add" ? { ...base, kind: "add" } : { ...base, kind: "merge", operation },
      );
      return;
    }
    const input = left === undefined ? 1 : 0;
    const activation = activationInput(decoding, node, 1 - input);
    const scalar = scalarOf(constant);
    const tensor = node.inputs[1 - input] ?? "";
    if (operation === "add" && foldBias(decoding, node, tensor, activation, constant, input))
      settle(decoding, node, activation.layer, activation.axes);
    else if (scalar !== null && constant.shape.length <= activation.axes.length)
      withScalar(decoding, node, operation, activation, scalar, input === 1);
    else affine(decoding, node, operation, activation, constant, input);
  };

const several =
  (operation: "add" | MergeLayer["operation"]): Handler =>
  (decoding, node) => {
    if (node.inputs.some((name) => constantOf(decoding, name) !== undefined))
      throw unsupportedNode(node, "joins computed tensors with stored ones");
    const activations = node.inputs.map((_, input) => activationInput(decoding, node, input));
    const [only] = activations;
    if (activations.length === 1 && only !== undefined) {
      settle(decoding, node, only.layer, only.axes);
      return;
    }
    mergeActivations(decoding, node, activations, (base) =>
      operation === "add" ? { ...base, kind: "add" } : { ...base, kind: "merge", operation },
    );
  };

function power(decoding: Decoding, node: OnnxNode): void {
  const constant = constantInput(decoding, node, 1);
  const exponent = constant === undefined ? null : scalarOf(constant);
  const { layer, axes } = activationInput(decoding, node);
  if (exponent === 1) settle(decoding, node, layer, axes);
  else if (exponent === 2) {
    const id = freshId(decoding, node.id);
    addLayer(decoding, { kind: "merge", id, inputs: [layer, layer], operation: "multiply" });
    settle(decoding, node, id, axes);
  } else throw unsupportedNode(node, `raises to the power ${exponent ?? "of a tensor"}; Quorum computes squares`);
}

export const arithmeticOperators: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["Add", binary("add")],
  ["Sub", binary("subtract")],
  ["Mul", binary("multiply")],
  ["Div", binary("divide")],
  ["Sum", several("add")],
  ["Mean", several("average")],
  ["Max", several("maximum")],
  ["Min", several("minimum")],
  ["Pow", power],
  ["Neg", (decoding, node) => rescale(decoding, node, activationInput(decoding, node), -1, 0)],
]);
