import { withLast } from "./arrange.ts";
import { activationInput, addLayer, constantInput, constantOf, type Decoding, freshId, settle } from "./decoding.ts";
import { floatOf, intOf, invalidNode, type OnnxNode, unsupportedNode } from "./onnx-node.ts";
import type { Handler } from "./operator.ts";
import { takeWeight } from "./take-weight.ts";
import type { Constant } from "./tensor-data.ts";

function kernelOf(decoding: Decoding, node: OnnxNode): Constant {
  if (constantOf(decoding, node.inputs[1] ?? "") === undefined)
    throw unsupportedNode(
      node,
      constantOf(decoding, node.inputs[0] ?? "") === undefined
        ? "multiplies two tensors that are both computed (as attention does); Quorum multiplies by stored weights"
        : "has its stored weights on the left; Quorum reads them on the right",
    );
  const kernel = constantInput(decoding, node, 1);
  if (kernel !== undefined) return kernel;
  throw invalidNode(node, "has no weights");
}

/** The axis of a constant that runs along the last one of what it is added to; null where it has others. */
function biasAxis(constant: Constant): readonly number[] | null {
  const { shape } = constant;
  return shape.slice(0, -1).every((length) => length === 1) && shape.length > 0 ? [shape.length - 1] : null;
}

function gemm(decoding: Decoding, node: OnnxNode): void {
  if (intOf(node, "transA", 0) !== 0)
    throw unsupportedNode(node, "transposes its input (transA), which mixes examples");
  const kernel = kernelOf(decoding, node);
  const read = withLast(decoding, node, activationInput(decoding, node), 1);
  const id = freshId(decoding, node.id);
  const [alpha, beta] = [floatOf(node, "alpha", 1), floatOf(node, "beta", 1)];
  const scaled = (factor: number) => (factor === 1 ? {} : { factor });
  const axes = intOf(node, "transB", 0) === 0 ? [0, 1] : [1, 0];
  if (kernel.shape.length !== 2) throw invalidNode(node, `has weights with ${kernel.shape.length} axes instead of 2`);
  const weights = {
    kernel: takeWeight(decoding, node, kernel, { layer: id, weight: "kernel", input: 1, axes, ...scaled(alpha) }),
  };
  const stored = beta === 0 ? undefined : constantInput(decoding, node, 2);
  if (stored === undefined) {
    addLayer(decoding, { kind: "dense", id, inputs: [read.layer], activation: { name: "linear" }, weights });
    settle(decoding, node, id, read.axes);
    return;
  }
  const along = biasAxis(stored);
  const units = weights.kernel.shape[1] ?? 1;
  // one number for all units is as many equal ones
  const wide =
    stored.values.length === 1
      ? { ...stored, shape: [units], values: new Float32Array(units).fill(stored.values[0] ?? 0) }
      : stored;
  if (along === null && stored.values.length !== 1)
    throw unsupportedNode(node, `adds a bias of shape ${stored.shape.join(" × ")}, one for each example`);
  const use = {
    layer: id,
    weight: "bias",
    input: 2,
    axes: stored.values.length === 1 ? [0] : (along ?? [0]),
    ...scaled(beta),
  };
  const bias = takeWeight(decoding, node, wide, use);
  addLayer(decoding, {
    kind: "dense",
    id,
    inputs: [read.layer],
    activation: { name: "linear" },
    weights: { ...weights, bias },
  });
  settle(decoding, node, id, read.axes);
}

function matMul(decoding: Decoding, node: OnnxNode): void {
  const kernel = kernelOf(decoding, node);
  const rank = kernel.shape.length;
  if (rank < 2 || kernel.shape.slice(0, -2).some((length) => length !== 1))
    throw unsupportedNode(
      node,
      `multiplies by a tensor of shape ${kernel.shape.join(" × ")}; Quorum multiplies by matrices`,
    );
  const activation = activationInput(decoding, node);
  if (activation.axes.length < rank)
    throw unsupportedNode(node, `multiplies by a tensor of shape ${kernel.shape.join(" × ")}, which adds an axis`);
  const read = withLast(decoding, node, activation, activation.axes.length - 1);
  const id = freshId(decoding, node.id);
  const use = { layer: id, weight: "kernel", input: 1, axes: [rank - 2, rank - 1] };
  const weights = { kernel: takeWeight(decoding, node, kernel, use) };
  addLayer(decoding, { kind: "dense", id, inputs: [read.layer], activation: { name: "linear" }, weights });
  settle(decoding, node, id, read.axes);
}

export const denseOperators: ReadonlyMap<string, Handler> = new Map([
  ["Gemm", gemm],
  ["MatMul", matMul],
]);
