import type { MergeLayer } from "../../../core/model/model.ts";
import { addConstant, boundByConstant, scaleByConstant, subtractFromConstant } from "./constant-arithmetic.ts";
import type { GraphValue, LayerValue } from "./graph-value.ts";
import { invalidNode, unsupportedNode } from "./node-failure.ts";
import {
  addPointwise,
  constantInput,
  layerInput,
  type OpContext,
  type OpReader,
  plainValue,
  refuseChannelsFirst,
} from "./op-context.ts";

const merges: Readonly<Record<string, MergeLayer["operation"]>> = {
  Sub: "subtract",
  Mul: "multiply",
  RealDiv: "divide",
  Div: "divide",
  Maximum: "maximum",
  Minimum: "minimum",
};

const sameView = (a: LayerValue, b: LayerValue): boolean =>
  a.expanded === b.expanded && a.folded === b.folded && JSON.stringify(a.dilation) === JSON.stringify(b.dilation);

/** Tensors of one rank under one view; those of lower rank get axes of length 1 in front. @throws FailureError */
function alike(context: OpContext, values: readonly LayerValue[]): readonly LayerValue[] {
  const { build, node } = context;
  const [first] = values;
  if (first === undefined) throw invalidNode(node, "combines nothing");
  const same = values.every((value) => sameView(value, first));
  const on = same ? values : values.map((value) => plainValue(context, value));
  const rank = Math.max(...on.map(({ layer }) => build.shapeOf(layer).length));
  return on.map((value) => {
    const shape = build.shapeOf(value.layer);
    if (shape.length === rank) return value;
    if (value.folded || value.expanded !== undefined)
      throw unsupportedNode(node, "combines tensors of different ranks");
    const ones = new Array<number>(rank - shape.length).fill(1);
    return build.add(node, {
      id: `${node.name}/reshape`,
      kind: "reshape",
      inputs: [value.layer],
      shape: [...ones, ...shape.slice(0, -1), -1],
    });
  });
}

/** x * sigmoid(x), which is one activation. */
function swish(context: OpContext, a: LayerValue, b: LayerValue): LayerValue | null {
  const { build, node } = context;
  for (const [x, gate] of [
    [a, b],
    [b, a],
  ] as const) {
    const layer = build.layer(gate.layer);
    const gates = layer?.kind === "activation" && layer.activation.name === "sigmoid" && layer.inputs[0] === x.layer;
    if (!gates || !build.soleUse(gate) || !sameView(x, gate)) continue;
    build.remove(gate.layer);
    return addPointwise(context, x, {
      id: node.name,
      kind: "activation",
      inputs: [x.layer],
      activation: { name: "silu" },
    });
  }
  return null;
}

function merged(context: OpContext, values: readonly LayerValue[]): GraphValue {
  const { node } = context;
  const on = alike(context, values);
  const inputs = on.map(({ layer }) => layer);
  const [first] = on;
  if (first === undefined) throw invalidNode(node, "combines nothing");
  const operation = Object.hasOwn(merges, node.op) ? merges[node.op] : undefined;
  return addPointwise(
    context,
    first,
    operation === undefined
      ? { id: node.name, kind: "add", inputs }
      : { id: node.name, kind: "merge", operation, inputs },
  );
}

/** A tensor and a constant; `index` is the constant's place. */
function withConstant(context: OpContext, value: LayerValue, index: number): GraphValue {
  const { node } = context;
  switch (node.op) {
    case "Sub":
      return index === 0 ? subtractFromConstant(context, value, index) : addConstant(context, value, index, "negated");
    case "Mul":
      return scaleByConstant(context, value, index, "same");
    case "RealDiv":
    case "Div":
      if (index === 0) throw unsupportedNode(node, "divides a constant by what the network computes");
      return scaleByConstant(context, value, index, "inverse");
    case "Maximum":
    case "Minimum":
      return boundByConstant(context, value, index);
    default:
      return addConstant(context, value, index, "same");
  }
}

const readBinary: OpReader = (context) => {
  const { inputs, node } = context;
  const [a, b] = inputs;
  if (a === undefined || b === undefined) throw invalidNode(node, "needs two inputs");
  if (a.kind === "constant") return withConstant(context, layerInput(context, 1), 0);
  if (b.kind === "constant") return withConstant(context, a, 1);
  return (node.op === "Mul" ? swish(context, a, b) : null) ?? merged(context, [a, b]);
};

const readAddN: OpReader = (context) => {
  const values = context.inputs.map((_, index) => layerInput(context, index));
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : merged(context, values);
};

const readSquaredDifference: OpReader = (context) => {
  const { node } = context;
  const [a, b] = alike(context, [layerInput(context, 0), layerInput(context, 1)]);
  if (a === undefined || b === undefined) throw invalidNode(node, "needs two inputs");
  const difference = addPointwise(context, a, {
    id: `${node.name}/difference`,
    kind: "merge",
    operation: "subtract",
    inputs: [a.layer, b.layer],
  });
  return addPointwise(context, difference, {
    id: node.name,
    kind: "merge",
    operation: "multiply",
    inputs: [difference.layer, difference.layer],
  });
};

const readPower: OpReader = (context) => {
  const { node } = context;
  const value = layerInput(context, 0);
  const { values } = constantInput(context, 1);
  const [power] = values;
  if (values.length !== 1 || (power !== 2 && power !== 3))
    throw unsupportedNode(node, "raises to another power than 2 or 3");
  const inputs = new Array<string>(power).fill(value.layer);
  return addPointwise(context, value, { id: node.name, kind: "merge", operation: "multiply", inputs });
};

const readClip: OpReader = (context) => {
  const { node } = context;
  const value = layerInput(context, 0);
  const bounds = [1, 2].map((index) => constantInput(context, index).values);
  const [alpha, beta] = bounds.map(([bound]) => bound);
  if (bounds.some(({ length }) => length !== 1) || alpha === undefined || beta === undefined)
    throw unsupportedNode(node, "bounds each channel by a number of its own");
  const activation = { name: "clip", alpha, beta } as const;
  return addPointwise(context, value, { id: node.name, kind: "activation", inputs: [value.layer], activation });
};

const readBiasAdd: OpReader = (context) => {
  refuseChannelsFirst(context);
  return readBinary(context);
};

/** Arithmetic between tensors, and with constants. */
export const arithmeticOps: Readonly<Record<string, OpReader>> = {
  Add: readBinary,
  AddV2: readBinary,
  Sub: readBinary,
  Mul: readBinary,
  RealDiv: readBinary,
  Div: readBinary,
  Maximum: readBinary,
  Minimum: readBinary,
  BiasAdd: readBiasAdd,
  AddN: readAddN,
  SquaredDifference: readSquaredDifference,
  Pow: readPower,
  ClipByValue: readClip,
};
