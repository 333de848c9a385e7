import type { Activation, ActivationName } from "../../../core/model/model.ts";
import type { GraphNode } from "./graph-nodes.ts";
import { numberAttribute } from "./node-attributes.ts";
import { addPointwise, layerInput, type OpReader } from "./op-context.ts";

const names: Readonly<Record<string, ActivationName>> = {
  Relu: "relu",
  Relu6: "relu6",
  LeakyRelu: "leaky-relu",
  Elu: "elu",
  Selu: "selu",
  Sigmoid: "sigmoid",
  Tanh: "tanh",
  Softplus: "softplus",
  Softsign: "softsign",
  Exp: "exponential",
  Softmax: "softmax",
  LogSoftmax: "log-softmax",
};

/** The activation that an operation is, as its own node or fused into another; null for another operation. */
export function activationOf(op: string, node: GraphNode, slopeAttribute: string): Activation | null {
  const name = Object.hasOwn(names, op) ? names[op] : undefined;
  if (name === undefined) return null;
  // TensorFlow's own default
  return name === "leaky-relu" ? { name, alpha: numberAttribute(node, slopeAttribute, 0.2) } : { name };
}

const readActivation: OpReader = (context) => {
  const { node } = context;
  const value = layerInput(context, 0);
  const activation = activationOf(node.op, node, "alpha") ?? { name: "linear" };
  return addPointwise(context, value, { id: node.name, kind: "activation", inputs: [value.layer], activation });
};

const readNegated: OpReader = (context) => {
  const value = layerInput(context, 0);
  return addPointwise(context, value, {
    id: context.node.name,
    kind: "rescaling",
    inputs: [value.layer],
    scale: -1,
    offset: 0,
  });
};

const readSquare: OpReader = (context) => {
  const value = layerInput(context, 0);
  return addPointwise(context, value, {
    id: context.node.name,
    kind: "merge",
    operation: "multiply",
    inputs: [value.layer, value.layer],
  });
};

/** Operations on one tensor, number by number. */
export const activationOps: Readonly<Record<string, OpReader>> = {
  ...Object.fromEntries(Object.keys(names).map((op) => [op, readActivation])),
  Neg: readNegated,
  Square: readSquare,
};
