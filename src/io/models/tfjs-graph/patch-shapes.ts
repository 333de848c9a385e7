import { isObject } from "../json-fields.ts";
import { constantOf } from "./constant.ts";
import { shapeUnder } from "./graph-constants.ts";
import type { GraphNode } from "./graph-nodes.ts";
import type { ShapeSlot } from "./graph-origin.ts";
import { dimJson } from "./graph-patch.ts";
import type { Want } from "./patch-constants.ts";
import { sliceWants } from "./patch-slices.ts";
import { constantAt, inexpressible, likeOf, type ShapePatch, selectedChannels } from "./shape-patch.ts";

function reshapeWants(context: ShapePatch, slot: Extract<ShapeSlot, { kind: "reshape" }>, node: GraphNode): Want[] {
  const now = constantAt(context, node, 1);
  const shape = shapeUnder(slot.of, context.shapes);
  const values = now === undefined ? [] : [...now.values];
  const wanted = values.map((entry, axis) => (axis === 0 || entry === -1 ? entry : (shape[axis - 1] ?? entry)));
  if (now === undefined || wanted.every((entry, axis) => Object.is(entry, values[axis]))) return [];
  // the number of examples is left open where it was computed; then nothing else can be
  const open = Number.isNaN(wanted[0]);
  const target = open ? [-1, ...shape] : wanted;
  return [{ node: node.name, at: slot.at, constant: likeOf(now, target) }];
}

function padWants(context: ShapePatch, slot: Extract<ShapeSlot, { kind: "pad" }>, node: GraphNode): Want[] {
  const now = constantAt(context, node, 1);
  const channels = selectedChannels(context, slot.layer);
  if (now === undefined || channels === undefined) return [];
  const before = channels.findIndex((channel) => channel >= 0);
  const kept = channels.filter((channel) => channel >= 0);
  const fits = kept.every((channel, i) => channel === i && channels[before + i] === channel);
  if (!fits || before < 0) throw inexpressible(node, "its channels no longer stand side by side");
  const rows = [...now.values].slice(0, -2);
  return [
    { node: node.name, at: slot.at, constant: likeOf(now, [...rows, before, channels.length - before - kept.length]) },
  ];
}

/** Sizes of all parts; parts that nothing reads share what the others leave. */
function partSizes(context: ShapePatch, slot: Extract<ShapeSlot, { kind: "split" }>, node: GraphNode): number[] {
  const total = shapeUnder(slot.from, context.shapes).at(-1) ?? 0;
  const starts: (number | null)[] = [];
  const sizes = slot.layers.map((id) => {
    const channels = selectedChannels(context, id);
    starts.push(channels?.[0] ?? null);
    if (channels?.some((channel, i) => channel !== (channels[0] ?? 0) + i))
      throw inexpressible(node, "its channels no longer stand side by side");
    return channels?.length ?? null;
  });
  let at = 0;
  return sizes.map((size, part) => {
    const next = starts.findIndex((start, i) => i > part && start !== null);
    const own = size ?? Math.max(0, (next < 0 ? total : (starts[next] ?? total)) - at - spare(sizes, part + 1, next));
    if (starts[part] !== null && starts[part] !== at)
      throw inexpressible(node, "its parts no longer follow each other");
    at += own;
    return own;
  });
}

/** One channel for each further unread part before the next one that is read. */
function spare(sizes: readonly (number | null)[], from: number, next: number): number {
  return (next < 0 ? sizes.length : next) - from;
}

function splitWants(context: ShapePatch, slot: Extract<ShapeSlot, { kind: "split" }>, node: GraphNode): Want[] {
  const sizes = partSizes(context, slot, node);
  const raw = context.patch.nodes.get(node.name);
  if (node.op === "SplitV") {
    const now = constantAt(context, node, 1);
    const at = node.inputs[1]?.at;
    return now === undefined || at === undefined ? [] : [{ node: node.name, at, constant: likeOf(now, sizes) }];
  }
  if (sizes.every((size) => size === sizes[0]) || raw?.input === undefined) return [];
  const [axis, value] = raw.input;
  const constant = constantOf("int32", [sizes.length], sizes);
  raw.op = "SplitV";
  raw.input = [value ?? "", context.patch.addConstant(`${node.name}/size_splits`, constant), axis ?? ""];
  return [];
}

function keepPromise(context: ShapePatch, slot: Extract<ShapeSlot, { kind: "promise" }>): void {
  const attr = context.patch.nodes.get(slot.node)?.attr;
  const shape = isObject(attr?.shape) && isObject(attr.shape.shape) ? attr.shape.shape : null;
  if (attr === undefined || shape === null || !Array.isArray(shape.dim)) return;
  const sizes = shape.dim.map((axis: unknown) => Number(isObject(axis) ? (axis.size ?? -1) : -1));
  const now = shapeUnder(slot.of, context.shapes);
  attr.shape = {
    shape: {
      ...shape,
      dim: dimJson(sizes.map((size, axis) => (axis === 0 || size === -1 ? size : (now[axis - 1] ?? size)))),
    },
  };
}

/**
 * What settings of the graph should be, so that they fit the pruned layers. Attributes and operations are changed at
 * once, constants are wanted.
 * @throws FailureError model-unsupported where an operation cannot express the cut
 */
export function shapeWants(context: ShapePatch): readonly Want[] {
  return context.origin.shapes.flatMap((slot): readonly Want[] => {
    const node = context.graph.get(slot.node);
    if (node === undefined) return [];
    switch (slot.kind) {
      case "reshape":
        return reshapeWants(context, slot, node);
      case "pad":
        return padWants(context, slot, node);
      case "slice":
        return sliceWants(context, slot, node);
      case "split":
        return splitWants(context, slot, node);
      case "promise":
        keepPromise(context, slot);
        return [];
      default:
        return [];
    }
  });
}
