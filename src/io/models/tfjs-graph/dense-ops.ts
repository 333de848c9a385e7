import type { Activation } from "../../../core/model/model.ts";
import { addTail, fusedTail } from "./conv-ops.ts";
import type { LayerValue } from "./graph-value.ts";
import { flagAttribute, numberAttribute, textAttribute } from "./node-attributes.ts";
import { invalidNode, unsupportedNode } from "./node-failure.ts";
import {
  addPointwise,
  constantInput,
  keepHome,
  layerInput,
  type OpContext,
  type OpReader,
  weightInput,
} from "./op-context.ts";

/** @param axes of our kernel [in, out] for each axis of the file's */
function readDense(
  context: OpContext,
  value: LayerValue,
  axes: readonly number[],
  activation: Activation = { name: "linear" },
): LayerValue {
  const { node } = context;
  const kernel = weightInput(context, 1, axes);
  const made = addPointwise(context, value, {
    id: node.name,
    kind: "dense",
    inputs: [value.layer],
    activation,
    weights: { kernel },
  });
  keepHome(context, 1, { layer: made.layer, weight: "kernel", axes });
  return made;
}

function matrixInput(context: OpContext): LayerValue {
  const { build, node } = context;
  const value = layerInput(context, 0);
  if (flagAttribute(node, "transpose_a")) throw unsupportedNode(node, "multiplies by the transposed examples");
  const shape = build.seen(value);
  if (shape.length !== 1) throw invalidNode(node, `reads shape ${shape.join(" x ")}; one axis was expected`);
  return value;
}

const kernelAxes = (context: OpContext, flag: string): readonly number[] =>
  flagAttribute(context.node, flag) ? [1, 0] : [0, 1];

const readMatMul: OpReader = (context) => readDense(context, matrixInput(context), kernelAxes(context, "transpose_b"));

const readFusedMatMul: OpReader = (context) => {
  const tail = fusedTail(context);
  const value = readDense(context, matrixInput(context), kernelAxes(context, "transpose_b"), tail.activation);
  return addTail(context, value, tail);
};

/** Over the last axis, whatever stands before it. */
const readBatchMatMul: OpReader = (context) => {
  const { node } = context;
  const value = layerInput(context, 0);
  if (flagAttribute(node, "adj_x")) throw unsupportedNode(node, "multiplies by the transposed examples");
  const { shape } = constantInput(context, 1);
  const ones = shape.slice(0, -2);
  if (ones.some((axis) => axis !== 1)) throw unsupportedNode(node, "multiplies each place by a matrix of its own");
  return readDense(context, value, [...ones.map(() => -1), ...kernelAxes(context, "adj_y")]);
};

/** "ab,bc->ac" and the like: the last axis of the examples times a matrix. */
const readEinsum: OpReader = (context) => {
  const { node } = context;
  const equation = textAttribute(node, "equation", "").replaceAll(" ", "");
  const [, places = "", summed = "", left = "", right = "", kept = "", out = ""] =
    /^([a-z]+|\.\.\.)([a-z]),([a-z])([a-z])->([a-z]+|\.\.\.)([a-z])$/i.exec(equation) ?? [];
  const forwards = left === summed && right === out;
  const backwards = right === summed && left === out;
  if (places === "" || places !== kept || places.includes(summed) || places.includes(out) || forwards === backwards)
    throw unsupportedNode(node, `multiplies by the rule "${equation}", which is no dense layer`);
  return readDense(context, layerInput(context, 0), forwards ? [0, 1] : [1, 0]);
};

/** Whole numbers look up rows of a constant table. */
const readGather: OpReader = (context) => {
  const { build, node } = context;
  const value = layerInput(context, 1);
  const table = constantInput(context, 0);
  const axis = node.inputs.length > 2 ? constantInput(context, 2).values[0] : 0;
  if (table.shape.length !== 2 || axis !== 0 || numberAttribute(node, "batch_dims", 0) !== 0)
    throw unsupportedNode(node, "looks something up that is no table of vectors");
  if (build.seen(value).length !== 1)
    throw unsupportedNode(node, "looks up numbers that stand in more than one row for each example");
  const kernel = weightInput(context, 0, [0, 1]);
  const made = addPointwise(context, value, {
    id: node.name,
    kind: "embedding",
    inputs: [value.layer],
    weights: { kernel },
  });
  keepHome(context, 0, { layer: made.layer, weight: "kernel", axes: [0, 1] });
  return made;
};

/** Matrix products with constants, and embeddings. */
export const denseOps: Readonly<Record<string, OpReader>> = {
  MatMul: readMatMul,
  _FusedMatMul: readFusedMatMul,
  BatchMatMul: readBatchMatMul,
  BatchMatMulV2: readBatchMatMul,
  Einsum: readEinsum,
};

/** A lookup in a constant table; lookups among channels are `channelOps`. */
export const readEmbedding: OpReader = readGather;
