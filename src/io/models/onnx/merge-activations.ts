import type { Layer } from "../../../core/model/model.ts";
import { arrange } from "./arrange.ts";
import { type Activation, addLayer, type Decoding, freshId, settle } from "./decoding.ts";
import type { OnnxNode } from "./onnx-node.ts";
import { type AxisMap, noAxis } from "./onnx-origin.ts";

/** One order that all of them can be brought into: that of the tensor with the most axes, with what it lacks in front. */
function commonAxes(all: readonly AxisMap[]): AxisMap {
  const count = (axes: AxisMap): number => axes.filter((axis) => axis >= 0).length;
  const most = all.reduce((best, axes) => (count(axes) > count(best) ? axes : best));
  const lacking = most.map((axis, i) => axis === noAxis && all.some((axes) => (axes[i] ?? noAxis) >= 0));
  const added = lacking.filter(Boolean).length;
  let next = 0;
  return most.map((axis, i) => (lacking[i] ? next++ : axis >= 0 ? axis + added : axis));
}

/** Computed tensors element by element, by the rules of NumPy for shapes that differ. */
export function mergeActivations(
  decoding: Decoding,
  node: OnnxNode,
  activations: readonly Activation[],
  make: (base: { readonly id: string; readonly inputs: readonly string[] }) => Layer,
): void {
  const rank = Math.max(...activations.map(({ axes }) => axes.length));
  const padded = activations.map(({ layer, axes }) => ({
    layer,
    axes: [...new Array<number>(rank - axes.length).fill(noAxis), ...axes],
  }));
  const wanted = commonAxes(padded.map(({ axes }) => axes));
  const inputs = padded.map((each) => arrange(decoding, node, each, wanted).layer);
  settle(decoding, node, addLayer(decoding, make({ id: freshId(decoding, node.id), inputs })), wanted);
}
