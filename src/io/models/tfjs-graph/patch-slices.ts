import { type Constant, constantOf } from "./constant.ts";
import { shapeUnder } from "./graph-constants.ts";
import type { GraphNode } from "./graph-nodes.ts";
import type { ShapeSlot } from "./graph-origin.ts";
import { numberAttribute } from "./node-attributes.ts";
import type { Want } from "./patch-constants.ts";
import { constantAt, inexpressible, likeOf, type ShapePatch, selectedChannels } from "./shape-patch.ts";
import { stridedSliceSpec } from "./slice-spec.ts";

type SliceSlot = Extract<ShapeSlot, { kind: "slice" }>;

function wantAt(node: GraphNode, index: number, now: Constant, place: number, value: number): Want[] {
  const at = node.inputs[index]?.at;
  if (at === undefined || now.values[place] === value) return [];
  return [{ node: node.name, at, constant: likeOf(now, [...now.values].with(place, value)) }];
}

/** The distance between neighbours where it is the same throughout; null otherwise. */
function strideOf(channels: readonly number[]): number | null {
  const stride = (channels[1] ?? (channels[0] ?? 0) + 1) - (channels[0] ?? 0);
  return stride > 0 && channels.every((channel, i) => channel === (channels[0] ?? 0) + i * stride) ? stride : null;
}

/** Turns a slice over channels alone into a lookup, which can take any of them. */
function gatherInstead(context: ShapePatch, node: GraphNode, slot: SliceSlot, channels: readonly number[]): void {
  const { model, patch } = context;
  const raw = patch.nodes.get(node.name);
  const alone = model.layers.some(({ id, inputs }) => id === slot.layer && inputs[0] === slot.from.layer);
  if (raw?.input === undefined || !alone || numberAttribute(node, "shrink_axis_mask", 0) !== 0)
    throw inexpressible(node, "its channels no longer stand side by side");
  const whole = (values: readonly number[], shape: readonly number[]): Constant => constantOf("int32", shape, values);
  const indices = patch.addConstant(`${node.name}/indices`, whole(channels, [channels.length]));
  const axis = patch.addConstant(`${node.name}/axis`, whole([-1], []));
  raw.op = "GatherV2";
  raw.input = [raw.input[0] ?? "", indices, axis];
  raw.attr = { ...(raw.attr?.T === undefined ? {} : { Tparams: raw.attr.T }), batch_dims: { i: "0" } };
}

function plainSliceWants(
  context: ShapePatch,
  slot: SliceSlot,
  node: GraphNode,
  channels: readonly number[] | null,
): Want[] {
  const begin = constantAt(context, node, 1);
  const size = constantAt(context, node, 2);
  if (begin === undefined || size === undefined) return [];
  const last = size.values.length - 1;
  const width = shapeUnder(slot.from, context.shapes).at(-1) ?? 0;
  if (channels === null) return size.values[last] === -1 ? [] : wantAt(node, 2, size, last, width);
  if (strideOf(channels) !== 1) {
    gatherInstead(context, node, slot, channels);
    return [];
  }
  return [...wantAt(node, 1, begin, last, channels[0] ?? 0), ...wantAt(node, 2, size, last, channels.length)];
}

/** Clears the bit of an axis in a mask, so that the given number counts. */
function clearBit(context: ShapePatch, node: GraphNode, mask: string, axis: number): void {
  const attr = context.patch.nodes.get(node.name)?.attr;
  const bits = numberAttribute(node, mask, 0);
  if (attr !== undefined && ((bits >> axis) & 1) === 1) attr[mask] = { i: String(bits & ~(1 << axis)) };
}

function stridedWants(
  context: ShapePatch,
  slot: SliceSlot,
  node: GraphNode,
  channels: readonly number[] | null,
): Want[] {
  const settings = [1, 2, 3].flatMap((index) => constantAt(context, node, index) ?? []);
  const [begin, end, strides] = settings;
  if (begin === undefined || end === undefined || strides === undefined) return [];
  const shape = shapeUnder(slot.from, context.shapes);
  const width = shape.at(-1) ?? 0;
  const now = stridedSliceSpec(node, [Number.NaN, ...shape], settings).at(-1);
  // channels are the last axis, so its numbers are the last ones given
  const place = begin.values.length - 1;
  if (channels === null) return now?.whole ? [] : wantAt(node, 2, end, place, width);
  const stride = strideOf(channels);
  if (stride === null) {
    gatherInstead(context, node, slot, channels);
    return [];
  }
  const [first = 0] = channels;
  const fits = now?.begin === first && now.size === channels.length && (now.stride === stride || channels.length === 1);
  if (fits) return [];
  clearBit(context, node, "begin_mask", place);
  clearBit(context, node, "end_mask", place);
  return [
    ...wantAt(node, 1, begin, place, first),
    ...wantAt(node, 2, end, place, (channels.at(-1) ?? first) + 1),
    ...wantAt(node, 3, strides, place, stride),
  ];
}

/**
 * What the numbers of a slice or lookup over channels should be behind pruned layers.
 * @throws FailureError model-unsupported where the operation cannot take these channels
 */
export function sliceWants(context: ShapePatch, slot: SliceSlot, node: GraphNode): Want[] {
  const channels = slot.layer === null ? null : (selectedChannels(context, slot.layer) ?? null);
  if (slot.layer !== null && channels === null) return [];
  if (node.op === "Slice") return plainSliceWants(context, slot, node, channels);
  if (node.op === "StridedSlice") return stridedWants(context, slot, node, channels);
  const indices = constantAt(context, node, 1);
  const at = node.inputs[1]?.at;
  if (channels === null || indices === undefined || at === undefined) return [];
  return [{ node: node.name, at, constant: likeOf(indices, channels) }];
}
