import type { Activation, Tensor } from "../../../core/model/model.ts";
import type { RecurrentLayer } from "../../../core/model/sequence-layers.ts";
import { addReshape, arrange } from "./arrange.ts";
import { pickStrided } from "./constant-arithmetic.ts";
import { activationInput, addLayer, constantInput, type Decoding, freshId, settle, shapeOfLayer } from "./decoding.ts";
import { floatOf, intOf, invalidNode, type OnnxNode, stringOf, stringsOf, unsupportedNode } from "./onnx-node.ts";
import { batchAxis, noAxis } from "./onnx-origin.ts";
import type { Handler } from "./operator.ts";
import { fixedWeight } from "./take-weight.ts";
import type { Constant } from "./tensor-data.ts";

interface Cell {
  readonly cell: RecurrentLayer["cell"];
  /** Where each of our gates stands in the file. */
  readonly gates: readonly number[];
  /** Inputs that hold the state before the first step. */
  readonly states: readonly number[];
}

const cells: Readonly<Record<string, Cell>> = {
  LSTM: { cell: "lstm", gates: [0, 2, 3, 1], states: [5, 6] },
  GRU: { cell: "gru", gates: [0, 1, 2], states: [5] },
  RNN: { cell: "simple", gates: [0], states: [5] },
};

const activations: Readonly<Record<string, Activation>> = {
  Sigmoid: { name: "sigmoid" },
  Tanh: { name: "tanh" },
  Relu: { name: "relu" },
  HardSigmoid: { name: "hard-sigmoid", alpha: 0.2, beta: 0.5 },
  Softsign: { name: "softsign" },
  Softplus: { name: "softplus" },
};

/** [activation, recurrent activation] of one direction. */
function activationsOf(node: OnnxNode, direction: number, simple: boolean): readonly [Activation, Activation] {
  const named = stringsOf(node, "activations");
  const each = simple ? 1 : node.op === "LSTM" ? 3 : 2;
  const own = named === null || named.length === 0 ? null : named.slice(direction * each, (direction + 1) * each);
  const words = own ?? (simple ? ["Tanh"] : ["Sigmoid", "Tanh", "Tanh"]);
  if (node.attributes.has("activation_alpha") || node.attributes.has("activation_beta"))
    throw unsupportedNode(node, "sets parameters of its activations");
  const [gate = "", inner = gate, outer = inner] = words;
  const recurrent = activations[gate];
  const main = activations[simple ? gate : inner];
  if (recurrent === undefined || main === undefined || (node.op === "LSTM" && outer !== inner))
    throw unsupportedNode(node, `has the activations ${words.join(", ").slice(0, 80)}`);
  return [main, recurrent];
}

/** Refuses what Quorum's recurrent layers do not have. */
function checkSettings(decoding: Decoding, node: OnnxNode, { states }: Cell): void {
  if (floatOf(node, "clip", 0) !== 0) throw unsupportedNode(node, "clips its cells");
  if (intOf(node, "input_forget", 0) !== 0) throw unsupportedNode(node, "couples its input and forget gates");
  if (intOf(node, "layout", 0) !== 0)
    throw unsupportedNode(node, "has the batch first (layout 1), as hardly any runtime computes it");
  for (const [input, words] of [
    [4, "lengths of its sequences"],
    [7, "peephole weights"],
  ] as const)
    if ((node.inputs[input] ?? "") !== "") throw unsupportedNode(node, `has ${words}`);
  for (const input of states) {
    const state = constantInput(decoding, node, input);
    const zero = state === undefined || (state.uniform ?? 0) === 0;
    if (!zero || state?.values.some((value) => value !== 0))
      throw unsupportedNode(node, "does not begin with a state of zeros");
  }
}

/** One direction's weights: [gates * units, inputs] of the file as our [inputs, gates * units], gates in our order. */
function kernelOf(constant: Constant, direction: number, gates: readonly number[], units: number): Tensor {
  const inputs = constant.shape[2] ?? 1;
  const start = direction * gates.length * units * inputs;
  const values = new Float32Array(inputs * gates.length * units);
  gates.forEach((gate, g) => {
    const block = pickStrided(constant.values, [inputs, units], [1, inputs], start + gate * units * inputs);
    for (let i = 0; i < inputs; i++)
      values.set(block.subarray(i * units, (i + 1) * units), i * gates.length * units + g * units);
  });
  return { shape: [inputs, gates.length * units], values };
}

/** The file has the bias of the inputs, then that of the state; we keep both apart only where it makes a difference. */
function biasOf(
  constant: Constant,
  direction: number,
  gates: readonly number[],
  units: number,
  apart: boolean,
): Tensor {
  const width = gates.length * units;
  const both = constant.values.subarray(direction * 2 * width, (direction + 1) * 2 * width);
  const ordered = (from: number): number[] =>
    gates.flatMap((gate) => [...both.subarray(from + gate * units, from + (gate + 1) * units)]);
  const [input, state] = [ordered(0), ordered(width)];
  if (apart) return { shape: [2, width], values: Float32Array.from([...input, ...state]) };
  return { shape: [width], values: Float32Array.from(input, (value, i) => value + (state[i] ?? 0)) };
}

interface Weights {
  readonly kernel: Constant;
  readonly recurrent: Constant;
  readonly bias: Constant | undefined;
  readonly units: number;
}

function weightsOf(decoding: Decoding, node: OnnxNode, gates: number, directions: number, inputs: number): Weights {
  const [kernel, recurrent, bias] = [1, 2, 3].map((input) => constantInput(decoding, node, input));
  if (kernel === undefined || recurrent === undefined) throw invalidNode(node, "has no weights");
  const units = recurrent.shape[2] ?? 0;
  const fits = (constant: Constant, shape: readonly number[]): boolean =>
    constant.shape.length === shape.length && shape.every((length, axis) => constant.shape[axis] === length);
  if (
    !fits(kernel, [directions, gates * units, inputs]) ||
    !fits(recurrent, [directions, gates * units, units]) ||
    (bias !== undefined && !fits(bias, [directions, 2 * gates * units]))
  )
    throw invalidNode(node, `has weights that do not fit ${units} units behind ${inputs} channels`);
  return { kernel, recurrent, bias, units };
}

function recurrent(decoding: Decoding, node: OnnxNode): void {
  const cell = cells[node.op] ?? cells.LSTM;
  if (cell === undefined) return;
  checkSettings(decoding, node, cell);
  const read = arrange(decoding, node, activationInput(decoding, node), [0, batchAxis, 1]);
  const direction = stringOf(node, "direction", "forward");
  if (!["forward", "reverse", "bidirectional"].includes(direction))
    throw invalidNode(node, `runs in the direction "${direction.slice(0, 40)}"`);
  const directions = direction === "bidirectional" ? [false, true] : [direction === "reverse"];
  const inputs = shapeOfLayer(decoding, read.layer).at(-1) ?? 1;
  const weights = weightsOf(decoding, node, cell.gates.length, directions.length, inputs);
  const { units } = weights;
  const resetAfter = node.op === "GRU" && intOf(node, "linear_before_reset", 0) === 1;
  const isRead = (output: number): boolean => (decoding.readers.get(node.outputs[output] ?? "") ?? 0) > 0;
  if (isRead(2)) throw unsupportedNode(node, "hands on the state of its cells");

  const layersFor = (sequences: boolean): readonly string[] =>
    directions.map((backwards, at) => {
      const [activation, recurrentActivation] = activationsOf(node, at, cell.cell === "simple");
      const id = freshId(
        decoding,
        `${node.id}${sequences ? "" : "/last"}${directions.length > 1 ? `/${backwards ? "backward" : "forward"}` : ""}`,
      );
      const fixed = (weight: string, tensor: Tensor): Tensor => fixedWeight(decoding, id, weight, tensor);
      return addLayer(decoding, {
        kind: "recurrent",
        id,
        inputs: [read.layer],
        cell: cell.cell,
        activation,
        recurrentActivation,
        sequences,
        backwards,
        ...(resetAfter ? { resetAfter } : {}),
        weights: {
          kernel: fixed("kernel", kernelOf(weights.kernel, at, cell.gates, units)),
          recurrent: fixed("recurrent", kernelOf(weights.recurrent, at, cell.gates, units)),
          ...(weights.bias && { bias: fixed("bias", biasOf(weights.bias, at, cell.gates, units, resetAfter)) }),
        },
      });
    });

  for (const [output, sequences] of [
    [0, true],
    [1, false],
  ] as const) {
    if (!isRead(output)) continue;
    const [first = "", second] = layersFor(sequences);
    if (second === undefined) {
      settle(decoding, node, first, sequences ? [0, noAxis, batchAxis, 1] : [noAxis, batchAxis, 0], output);
      continue;
    }
    const id = freshId(decoding, `${node.id}${sequences ? "" : "/last"}/both`);
    addLayer(decoding, { kind: "concat", id, inputs: [first, second] });
    const ahead = shapeOfLayer(decoding, id).slice(0, -1);
    const apart = addReshape(decoding, id, [...ahead, 2, units], false);
    settle(decoding, node, apart, sequences ? [0, 1, batchAxis, 2] : [0, batchAxis, 1], output);
  }
}

export const recurrentOperators: ReadonlyMap<string, Handler> = new Map(
  Object.keys(cells).map((op) => [op, recurrent] as const),
);
