import type { LayerId, Shape } from "../../../core/model/model.ts";
import { numberOf } from "./model-proto.ts";
import { type AxisMap, batchAxis, type NodeEdit, type OnnxOrigin } from "./onnx-origin.ts";
import type { Patching } from "./patch-selections.ts";
import type { GraphProto, ValueInfoProto } from "./proto/onnx-messages.js";

type ShapeEdit = Extract<NodeEdit, { kind: "shape" }>;

/** Length of an axis of the graph; null for the batch. */
const lengthOf = (axis: number, shape: Shape): number | null =>
  axis === batchAxis ? null : axis >= 0 ? (shape[axis] ?? 1) : 1;

/** A Reshape's target, or a Resize's sizes, that fit the pruned model. @param force also where it is computed */
export function patchShape(patching: Patching, edit: ShapeEdit, origin: OnnxOrigin, force: boolean): void {
  const place = origin.tensors.find(({ name }) => name === edit.tensor);
  const shape = patching.shapes.get(place?.layer ?? "");
  if (place === undefined || shape === undefined || (edit.computed && !force)) return;
  const lengths = place.axes.map((axis) => lengthOf(axis, shape));
  const follows = (length: number): boolean => length === -1 || length === 0 || Number.isNaN(length);
  const changed = edit.target.some((length, i) => !follows(length) && lengths[i] !== null && lengths[i] !== length);
  if (!changed && !edit.computed) return;
  const open = edit.target.some(Number.isNaN);
  const values = edit.target.map((length, i) => {
    const now = lengths[i] ?? null;
    if (Number.isNaN(length)) return -1;
    if (length === -1 && open) return now ?? -1;
    return follows(length) || now === null ? length : now;
  });
  patching.wanted.push({ node: edit.node, input: edit.input, shape: [values.length], values, whole: true });
}

/** Corrects the lengths that a note on a tensor's shape gives; those that it leaves open stay open. */
function corrected(info: ValueInfoProto, axes: AxisMap, shape: Shape): void {
  const dims = info.type?.tensor_type?.shape?.dim ?? [];
  if (dims.length !== axes.length) return;
  dims.forEach((dim, i) => {
    const length = lengthOf(axes[i] ?? batchAxis, shape);
    if (length !== null && dim.dim_value !== null && numberOf(dim.dim_value) !== length) dim.dim_value = length;
  });
}

/** Notes on shapes follow the pruned model; those on tensors that are not known go, as they may be wrong now. */
export function patchValueInfo(graph: GraphProto, origin: OnnxOrigin, shapes: ReadonlyMap<LayerId, Shape>): void {
  const places = new Map(origin.tensors.map((tensor) => [tensor.name, tensor]));
  const correct = (info: ValueInfoProto): boolean => {
    const place = places.get(info.name ?? "");
    const shape = shapes.get(place?.layer ?? "");
    if (place !== undefined && shape !== undefined) corrected(info, place.axes, shape);
    return place !== undefined;
  };
  graph.value_info = graph.value_info.filter(correct);
  for (const output of graph.output) correct(output);
}

function liveNames(graph: GraphProto): ReadonlySet<string> {
  const makers = new Map(graph.node.flatMap((node) => node.output.map((name) => [name, node] as const)));
  const live = new Set<string>();
  const waiting = graph.output.map(({ name }) => name ?? "");
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (live.has(name)) continue;
    live.add(name);
    waiting.push(...(makers.get(name)?.input ?? []));
  }
  return live;
}

/** Runs `change`, then takes out the nodes and initializers that nothing needs any more because of it. */
export function withoutOrphans(graph: GraphProto, change: () => void): void {
  const before = liveNames(graph);
  change();
  const after = liveNames(graph);
  const orphaned = (name: string | null): boolean => before.has(name ?? "") && !after.has(name ?? "");
  const gone = new Set(graph.initializer.map(({ name }) => name).filter(orphaned));
  graph.node = graph.node.filter(
    ({ output }) => output.length === 0 || !output.some(orphaned) || output.some((name) => after.has(name)),
  );
  graph.initializer = graph.initializer.filter(({ name }) => !gone.has(name));
  graph.input = graph.input.filter(({ name }) => !gone.has(name));
}
