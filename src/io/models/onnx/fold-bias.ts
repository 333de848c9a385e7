import { type Activation, type Decoding, replaceLayer, shapeOfLayer } from "./decoding.ts";
import type { OnnxNode } from "./onnx-node.ts";
import { takeWeight } from "./take-weight.ts";
import type { Constant } from "./tensor-data.ts";

/**
 * Makes a constant that is added to what a layer without bias has just computed, and that nobody else reads, the bias
 * of that layer.
 * @param input of the node that the constant is
 * @returns whether it did
 */
export function foldBias(
  decoding: Decoding,
  node: OnnxNode,
  tensor: string,
  activation: Activation,
  constant: Constant,
  input: number,
): boolean {
  const layer = decoding.layers.at(-1);
  if (layer === undefined || layer.id !== activation.layer || decoding.readers.get(tensor) !== 1) return false;
  if (layer.kind !== "dense" && layer.kind !== "conv" && layer.kind !== "depthwise-conv") return false;
  if (layer.weights.bias !== undefined) return false;
  const shape = shapeOfLayer(decoding, layer.id);
  const channels = shape.at(-1) ?? 1;
  const axis = activation.axes.indexOf(shape.length - 1) - activation.axes.length + constant.shape.length;
  if (constant.shape[axis] !== channels || constant.values.length !== channels) return false;
  const bias = takeWeight(decoding, node, constant, { layer: layer.id, weight: "bias", input, axes: [axis] });
  replaceLayer(decoding, { ...layer, weights: { ...layer.weights, bias } });
  return true;
}
