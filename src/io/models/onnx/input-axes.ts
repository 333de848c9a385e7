import { activationOperators } from "./activation-operators.ts";
import { arithmeticOperators } from "./arithmetic-operators.ts";
import { asIs, channelsFirst } from "./arrange.ts";
import { intsOf, type OnnxNode } from "./onnx-node.ts";
import { type AxisMap, batchAxis } from "./onnx-origin.ts";

/** Operators whose input has its channels on axis 1. */
const channelsOnAxisOne = new Set([
  ...["Conv", "ConvTranspose", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool", "BatchNormalization"],
  ...["InstanceNormalization", "GroupNormalization", "LRN", "Resize", "Upsample", "DepthToSpace", "SpaceToDepth"],
]);

/** Other operators through which the axes keep their places. */
const keepsAxes = new Set(["Cast", "Identity", "Dropout", "Pad", "Slice", "Gather", "Concat", "Split"]);
const passes = (op: string): boolean => keepsAxes.has(op) || activationOperators.has(op) || arithmeticOperators.has(op);

/**
 * How the axes of the network's input are ours: channels are the axis that the first convolution, pooling or norm reads
 * as such, whatever Transposes stand before it. Where none says so, an axis of 1, 3 or 4 in second place is taken for
 * the channels of pictures.
 * @param lengths of the input's axes, NaN where they are open
 */
export function inputAxes(nodes: readonly OnnxNode[], input: string, lengths: readonly number[]): AxisMap {
  const rank = lengths.length;
  if (rank < 3) return asIs(rank);
  const readers = new Map<string, OnnxNode[]>();
  for (const node of nodes)
    for (const name of new Set(node.inputs)) readers.set(name, [...(readers.get(name) ?? []), node]);
  // order[i]: the input's axis that axis i of the tensor is
  const waiting: { name: string; order: readonly number[] }[] = [{ name: input, order: lengths.map((_, i) => i) }];
  const seen = new Set<string>();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { name, order } = next;
    if (seen.has(name)) continue;
    seen.add(name);
    for (const node of readers.get(name) ?? []) {
      if (channelsOnAxisOne.has(node.op) && order[0] === 0) {
        const ours = channelsFirst(rank);
        return lengths.map((_, axis) => ours[order.indexOf(axis)] ?? batchAxis);
      }
      const perm = node.op === "Transpose" ? (intsOf(node, "perm") ?? order.map((_, i) => rank - 1 - i)) : null;
      if (perm !== null && perm.length === rank)
        waiting.push({ name: node.outputs[0] ?? "", order: perm.map((axis) => order[axis] ?? 0) });
      else if (passes(node.op)) for (const output of node.outputs) waiting.push({ name: output, order });
    }
  }
  const channels = (axis: number): boolean => [1, 3, 4].includes(lengths[axis] ?? 0);
  return rank === 4 && channels(1) && !channels(3) ? channelsFirst(4) : asIs(rank);
}
