import type { Tensor } from "../../../core/model/model.ts";
import { type Activation, type Decoding, dimsOf, shapeOfLayer } from "./decoding.ts";
import { type OnnxNode, unsupportedNode } from "./onnx-node.ts";
import { takeWeight, type WeightUse } from "./take-weight.ts";
import type { Constant } from "./tensor-data.ts";

/**
 * A constant that NumPy's rules spread over an activation, as a weight that aligns with our last axes.
 * @throws FailureError model-unsupported where it would widen the activation or differ from example to example
 */
export function constantOver(
  decoding: Decoding,
  node: OnnxNode,
  constant: Constant,
  activation: Activation,
  use: Omit<WeightUse, "axes">,
): Tensor {
  const dims = dimsOf(decoding, activation);
  const rank = dims.length;
  const { shape } = constant;
  const ahead = rank - shape.length;
  const fits =
    ahead >= 0 &&
    shape.every((length, i) => length === 1 || (!Number.isNaN(dims[i + ahead]) && length === dims[i + ahead]));
  if (!fits)
    throw unsupportedNode(
      node,
      `joins "${constant.name}" of shape ${shape.join(" × ")} to a tensor of shape ${dims.map((n) => (Number.isNaN(n) ? "batch" : n)).join(" × ")}, which it does not fit`,
    );
  const ours = shapeOfLayer(decoding, activation.layer).map((_, axis) => activation.axes.indexOf(axis) - ahead);
  // leading axes of length 1 go: the weight aligns with our last ones
  const first = ours.findIndex((axis) => axis >= 0 && (shape[axis] ?? 1) > 1);
  const wanted = first < 0 ? ours.slice(-1) : ours.slice(first);
  const missing = wanted.filter((axis) => axis < 0).length;
  if (missing === 0) return takeWeight(decoding, node, constant, { ...use, axes: wanted });
  // axes that the constant leaves out are put in front of it, of length 1 each
  const grown = { ...constant, shape: [...new Array<number>(ahead).fill(1), ...shape] };
  const tensor = takeWeight(decoding, node, grown, { ...use, axes: wanted.map((axis) => axis + ahead) });
  return tensor;
}
