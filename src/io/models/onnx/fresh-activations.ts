import type { Activation, Layer, LayerId } from "../../../core/model/model.ts";
import { addNode, channelAxis, type FreshGraph, freshFailure, type Layout, storeNumber } from "./fresh-graph.ts";
import { float, int } from "./onnx-builder.ts";

const operators: Readonly<Record<string, string>> = {
  relu: "Relu",
  selu: "Selu",
  tanh: "Tanh",
  sigmoid: "Sigmoid",
  softplus: "Softplus",
  softsign: "Softsign",
  exponential: "Exp",
};

/** Operators with a slope or scale, and what it is where the activation leaves it out. */
const withAlpha: Readonly<Record<string, readonly [string, number]>> = {
  "leaky-relu": ["LeakyRelu", 0.3],
  elu: ["Elu", 1],
  celu: ["Celu", 1],
  "thresholded-relu": ["ThresholdedRelu", 1],
};

type Make = (op: string, inputs: readonly string[], part: string, attributes?: Parameters<typeof addNode>[4]) => string;

/** 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) */
function geluTanh(graph: FreshGraph, id: LayerId, x: string, make: Make): string {
  const number = (value: number, part: string) => storeNumber(graph, `${id}/${part}`, value);
  const cube = make("Mul", [make("Mul", [x, x], "square"), x], "cube");
  const bent = make("Add", [x, make("Mul", [cube, number(0.044715, "bend")], "bent")], "sum");
  const inner = make("Tanh", [make("Mul", [bent, number(Math.sqrt(2 / Math.PI), "slope")], "inner")], "tanh");
  const half = make("Mul", [x, number(0.5, "half")], "halved");
  return make("Mul", [half, make("Add", [inner, number(1, "one")], "plus")], "");
}

/** 0.5 x (1 + erf(x / sqrt 2)) */
function gelu(graph: FreshGraph, id: LayerId, x: string, make: Make): string {
  const number = (value: number, part: string) => storeNumber(graph, `${id}/${part}`, value);
  const erf = make("Erf", [make("Div", [x, number(Math.SQRT2, "root")], "scaled")], "erf");
  const product = make("Mul", [x, make("Add", [erf, number(1, "one")], "plus")], "product");
  return make("Mul", [product, number(0.5, "half")], "");
}

/**
 * Nodes for an activation; the name of what comes out.
 * @param wanted name of the last node
 */
export function addActivation(
  graph: FreshGraph,
  layer: Layer,
  { name, alpha, beta }: Activation,
  x: string,
  wanted: string,
  layout: Layout,
): string {
  const make: Make = (op, inputs, part, attributes) =>
    addNode(graph, op, inputs, part === "" ? wanted : `${wanted}/${part}`, attributes);
  const number = (value: number, part: string) => storeNumber(graph, `${wanted}/${part}`, value);
  const operator = operators[name];
  if (operator !== undefined) return make(operator, [x], "");
  const sloped = withAlpha[name];
  if (sloped !== undefined) return make(sloped[0], [x], "", { alpha: float(alpha ?? sloped[1]) });
  const hard = (otherwise: number) => ({ alpha: float(alpha ?? otherwise), beta: float(beta ?? 0.5) });
  switch (name) {
    case "linear":
      return x;
    case "relu6":
      return make("Clip", [x, number(0, "low"), number(6, "high")], "");
    case "clip":
      return make("Clip", [x, number(alpha ?? 0, "low"), number(beta ?? 1, "high")], "");
    case "hard-sigmoid":
      return make("HardSigmoid", [x], "", hard(0.2));
    case "hard-silu":
      return make("Mul", [x, make("HardSigmoid", [x], "gate", hard(1 / 6))], "");
    case "silu":
      return make("Mul", [x, make("Sigmoid", [x], "gate")], "");
    case "mish":
      return make("Mul", [x, make("Tanh", [make("Softplus", [x], "softplus")], "gate")], "");
    case "log-sigmoid":
      return make("Neg", [make("Softplus", [make("Neg", [x], "negative")], "softplus")], "");
    case "gelu":
      return gelu(graph, wanted, x, make);
    case "gelu-tanh":
      return geluTanh(graph, wanted, x, make);
    case "softmax":
    case "log-softmax": {
      const axis = int(channelAxis(graph, layer.id, layout));
      return make(name === "softmax" ? "Softmax" : "LogSoftmax", [x], "", { axis });
    }
    default:
      throw freshFailure(layer, `has the activation ${name}`);
  }
}
