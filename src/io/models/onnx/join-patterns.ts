import { constantNode } from "./constant-node.ts";
import type { Decoding } from "./decoding.ts";
import { floatAttribute, intAttribute, intOf, intsOf, type OnnxNode } from "./onnx-node.ts";
import type { Constant } from "./tensor-data.ts";

/** A graph's nodes as patterns look at them. */
interface Surroundings {
  maker(name: string | undefined, op?: string): OnnxNode | undefined;
  /** The only reader of a tensor. */
  reader(name: string | undefined, op: string): OnnxNode | undefined;
  constant(name: string | undefined): Omit<Constant, "name"> | undefined;
}

type Pattern = (last: OnnxNode, around: Surroundings) => OnnxNode | null;

function scalar(around: Surroundings, name: string | undefined): number | undefined {
  const constant = around.constant(name);
  return constant?.values.length === 1 ? constant.values[0] : undefined;
}

const near = (value: number | undefined, wanted: number): boolean =>
  value !== undefined && Math.abs(value - wanted) < 1e-3 * Math.abs(wanted);

/** The input of a commutative node that is not `name`. */
const other = (node: OnnxNode, name: string | undefined): string | undefined =>
  node.inputs[0] === name ? node.inputs[1] : node.inputs[0];

/** The computed input and the number that a node joins. */
function withNumber(node: OnnxNode | undefined, around: Surroundings): readonly [string, number] | null {
  const [left, right] = node?.inputs ?? [];
  const [a, b] = [scalar(around, left), scalar(around, right)];
  if (b !== undefined && left !== undefined) return [left, b];
  return a !== undefined && right !== undefined ? [right, a] : null;
}

/** The one axis that a ReduceMean reduces and keeps. */
function meanAxis(node: OnnxNode | undefined, around: Surroundings): number | null {
  if (node === undefined || intOf(node, "keepdims", 1) !== 1) return null;
  const axes = intsOf(node, "axes") ?? [...(around.constant(node.inputs[1])?.values ?? [])];
  return axes.length === 1 ? (axes[0] ?? null) : null;
}

/** (x - mean) / sqrt(mean((x - mean)^2) + epsilon), perhaps times gamma and plus beta. */
const layerNorm: Pattern = (div, around) => {
  const centred = around.maker(div.inputs[0], "Sub");
  const mean = around.maker(centred?.inputs[1], "ReduceMean");
  const [x] = centred?.inputs ?? [];
  const axis = meanAxis(mean, around);
  const sum = withNumber(around.maker(around.maker(div.inputs[1], "Sqrt")?.inputs[0], "Add"), around);
  const variance = around.maker(sum?.[0], "ReduceMean");
  const square = around.maker(variance?.inputs[0]);
  const squared = around.maker(square?.inputs[0], "Sub");
  const squares =
    square?.op === "Pow"
      ? scalar(around, square.inputs[1]) === 2
      : square?.op === "Mul" && square.inputs[0] === square.inputs[1];
  const same = squared?.inputs[0] === x && around.maker(squared?.inputs[1], "ReduceMean")?.inputs[0] === x;
  if (x === undefined || sum === null || axis === null || mean?.inputs[0] !== x) return null;
  if (!squares || !same || meanAxis(variance, around) !== axis) return null;
  const attributes = new Map([
    ["axis", intAttribute(axis)],
    ["epsilon", floatAttribute(sum[1])],
  ]);
  const bare = { ...div, op: "LayerNormalization", inputs: [x], attributes, places: [{ node: div.index, input: 0 }] };
  const vector = (node: OnnxNode | undefined, name: string | undefined) => {
    const weight = node && other(node, name);
    return around.constant(weight)?.shape.length === 1 && node && weight !== undefined
      ? { name: weight, place: { node: node.index, input: node.inputs.indexOf(weight) } }
      : null;
  };
  const scale = around.reader(div.outputs[0], "Mul");
  const gamma = vector(scale, div.outputs[0]);
  const shift = around.reader(scale?.outputs[0], "Add");
  const beta = vector(shift, scale?.outputs[0]);
  if (gamma === null || beta === null || shift === undefined) return bare;
  return {
    ...bare,
    outputs: shift.outputs,
    inputs: [x, gamma.name, beta.name],
    places: [{ node: div.index, input: 0 }, gamma.place, beta.place],
  };
};

/** x / 2 (1 + erf(x / sqrt 2)), in the orders that exporters write it. */
const gelu: Pattern = (erf, around) => {
  const scaled = around.maker(erf.inputs[0]);
  const inner = withNumber(scaled, around);
  const plus = around.reader(erf.outputs[0], "Add");
  if (inner === null || plus === undefined || withNumber(plus, around)?.[1] !== 1) return null;
  const [x, number] = inner;
  if (!(scaled?.op === "Div" ? near(number, Math.SQRT2) : scaled?.op === "Mul" && near(number, Math.SQRT1_2)))
    return null;
  const joined = (last: OnnxNode): OnnxNode => ({ ...last, op: "Gelu", inputs: [x], attributes: new Map() });
  const first = around.reader(plus.outputs[0], "Mul");
  const factor = first && other(first, plus.outputs[0]);
  if (first === undefined) return null;
  if (factor === x) {
    const half = around.reader(first.outputs[0], "Mul");
    return half !== undefined && near(withNumber(half, around)?.[1], 0.5) ? joined(half) : null;
  }
  const halved = withNumber(around.maker(factor, "Mul"), around);
  if (halved?.[0] === x && near(halved[1], 0.5)) return joined(first);
  const last = around.reader(first.outputs[0], "Mul");
  return near(scalar(around, factor), 0.5) && last !== undefined && other(last, first.outputs[0]) === x
    ? joined(last)
    : null;
};

/** x times sigmoid(x). */
const swish: Pattern = (sigmoid, around) => {
  const product = around.reader(sigmoid.outputs[0], "Mul");
  const [x] = sigmoid.inputs;
  if (product === undefined || x === undefined || other(product, sigmoid.outputs[0]) !== x) return null;
  return { ...product, op: "Swish", inputs: [x], attributes: new Map() };
};

/** Channels in groups made an axis, each normalised by itself, and put back: PyTorch's GroupNorm below opset 21. */
const groupNorm: Pattern = (instance, around) => {
  const grouped = around.maker(instance.inputs[0], "Reshape");
  const target = around.constant(grouped?.inputs[1])?.values;
  const back = around.reader(instance.outputs[0], "Reshape");
  const ones = around.constant(instance.inputs[1])?.values;
  const zeros = around.constant(instance.inputs[2])?.values;
  const [x] = grouped?.inputs ?? [];
  const groups = target?.[1];
  if (x === undefined || back === undefined || target?.length !== 3 || target[2] !== -1 || !groups || groups < 1)
    return null;
  if (ones?.every((value) => value === 1) !== true || zeros?.every((value) => value === 0) !== true) return null;
  const shape = around.maker(back.inputs[1], "Shape");
  const known = around.constant(back.inputs[1]) !== undefined;
  if (!known && shape?.inputs[0] !== x) return null;
  return {
    ...back,
    op: "GroupNormalization",
    inputs: [x, "", "", known ? (back.inputs[1] ?? "") : ""],
    attributes: new Map([
      ["num_groups", intAttribute(groups)],
      ["epsilon", instance.attributes.get("epsilon") ?? floatAttribute(1e-5)],
    ]),
    places: [],
  };
};

const patterns: ReadonlyMap<string, Pattern> = new Map([
  ["Div", layerNorm],
  ["Erf", gelu],
  ["Sigmoid", swish],
  ["InstanceNormalization", groupNorm],
]);

/**
 * Several nodes that say one thing together as one node, in the place of the last. The others stay for whoever else
 * reads them; those that nobody does are no longer live.
 */
export function joinPatterns(nodes: readonly OnnxNode[], decoding: Decoding): readonly OnnxNode[] {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const readers = new Map(nodes.flatMap((node) => node.inputs.map((name) => [name, node] as const)));
  const around: Surroundings = {
    maker(name, op) {
      const node = makers.get(name ?? "");
      return op === undefined || node?.op === op ? node : undefined;
    },
    reader(name, op) {
      const node = decoding.readers.get(name ?? "") === 1 ? readers.get(name ?? "") : undefined;
      return node?.op === op ? node : undefined;
    },
    constant(name) {
      const node = makers.get(name ?? "");
      if (node !== undefined) return node.op === "Constant" ? (constantNode(node) ?? undefined) : undefined;
      return name === undefined || name === "" ? undefined : decoding.stored(name);
    },
  };
  const joined = new Map<string, OnnxNode>();
  for (const node of nodes) {
    const whole = patterns.get(node.op)?.(node, around) ?? null;
    if (whole !== null) joined.set(whole.outputs[0] ?? "", whole);
  }
  return nodes.map((node) => joined.get(node.outputs[0] ?? "") ?? node);
}
