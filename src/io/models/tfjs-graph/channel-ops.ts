import type { Layer } from "../../../core/model/model.ts";
import { readEmbedding } from "./dense-ops.ts";
import { axisOf } from "./fold-rearrange.ts";
import type { GraphValue, LayerValue } from "./graph-value.ts";
import { numberAttribute } from "./node-attributes.ts";
import { invalidNode, unsupportedNode } from "./node-failure.ts";
import {
  addPointwise,
  constantInput,
  layerInput,
  type OpContext,
  type OpReader,
  plainValue,
  wholeInput,
} from "./op-context.ts";
import { type AxisSlice, sliceSpec, stridedSliceSpec } from "./slice-spec.ts";

const range = (from: number, size: number, stride = 1): readonly number[] =>
  Array.from({ length: size }, (_, i) => from + i * stride);

const readConcat: OpReader = (context) => {
  const { build, node } = context;
  const last = node.inputs.length - 1;
  const legacy = node.op === "Concat";
  const parts = range(legacy ? 1 : 0, last).map((index) => layerInput(context, index));
  const [first] = parts;
  if (first === undefined) throw invalidNode(node, "joins nothing");
  const alike = parts.every((part) => part.expanded === first.expanded && part.folded === first.folded);
  const on = alike ? parts : parts.map((part) => plainValue(context, part));
  const rank = build.seen(on[0] ?? first).length + 1;
  if (axisOf(node, wholeInput(context, legacy ? 0 : last)[0], rank) !== rank - 1)
    throw unsupportedNode(node, "joins tensors along another axis than the channels");
  if (on.length === 1) return first;
  const inputs = on.map(({ layer }) => layer);
  return addPointwise(context, on[0] ?? first, { id: node.name, kind: "concat", inputs });
};

/** What is left of the places and channels, one layer each; an axis that is dropped falls away in a reshape. */
function cut(context: OpContext, value: LayerValue, spec: readonly AxisSlice[]): LayerValue {
  const { build, node } = context;
  const spatial = spec.slice(0, -1);
  const channels = spec.at(-1);
  const drops = spec.some(({ drop }) => drop);
  let on = value;
  let select: string | null = null;
  const add = (layer: Layer): void => {
    on = build.add(node, { ...layer, inputs: [on.layer] });
  };
  if (spatial.some(({ whole }) => !whole))
    add({
      id: channels?.whole && !drops ? node.name : `${node.name}/places`,
      kind: "slice",
      inputs: [],
      begin: spatial.map(({ begin }) => begin),
      size: spatial.map(({ size }) => size),
      strides: spatial.map(({ stride }) => stride),
    });
  if (channels !== undefined && !channels.whole) {
    const taken = range(channels.begin, channels.size, channels.stride);
    add({ id: drops ? `${node.name}/channels` : node.name, kind: "channel-select", inputs: [], channels: taken });
    select = on.layer;
  }
  build.shape({ kind: "slice", node: node.name, from: build.viewOf(value), layer: select });
  if (!drops) return on === value ? { ...value, nodes: [...value.nodes, node.name] } : on;
  const left = spec.filter(({ drop }) => !drop).map(({ size }) => size);
  if (left.length === 0) throw unsupportedNode(node, "takes single numbers, one for each example");
  if (left.length === 1) add({ id: node.name, kind: "flatten", inputs: [], order: "channels-last" });
  else add({ id: node.name, kind: "reshape", inputs: [], shape: [...left.slice(0, -1), -1] });
  return on;
}

const readSlice: OpReader = (context) => {
  const { build, node } = context;
  const value = plainValue(context, layerInput(context, 0));
  const shape = [Number.NaN, ...build.shapeOf(value.layer)];
  const settings = node.inputs.slice(1).map((_, index) => constantInput(context, index + 1));
  const [examples, ...spec] =
    node.op === "Slice" ? sliceSpec(node, shape, settings) : stridedSliceSpec(node, shape, settings);
  if (!examples?.whole) throw unsupportedNode(node, "takes a part of the examples");
  if (spec.some(({ size }) => size < 1)) throw invalidNode(node, "takes nothing");
  if (spec.some(({ stride }) => stride < 1)) throw unsupportedNode(node, "runs backwards");
  return cut(context, value, spec);
};

/** Sizes of the parts of a split; one may be -1 and follows from the others. */
function partSizes(context: OpContext, channels: number): readonly number[] {
  const { node } = context;
  if (node.op === "Split") {
    const parts = numberAttribute(node, "num_split", 1);
    if (!Number.isInteger(parts) || parts < 1 || channels % parts !== 0)
      throw invalidNode(node, `splits ${channels} channels into ${parts} parts`);
    return new Array<number>(parts).fill(channels / parts);
  }
  const sizes = wholeInput(context, 1);
  const known = sizes.reduce((sum, size) => sum + Math.max(0, size), 0);
  const all = sizes.map((size) => (size === -1 ? channels - known : size));
  if (all.some((size) => size < 1) || all.reduce((sum, size) => sum + size, 0) !== channels)
    throw invalidNode(node, `splits ${channels} channels into parts of ${sizes.join(", ")}`);
  return all;
}

const readSplit: OpReader = (context) => {
  const { build, node } = context;
  const legacy = node.op === "Split";
  const value = plainValue(context, layerInput(context, legacy ? 1 : 0));
  const shape = build.shapeOf(value.layer);
  if (axisOf(node, wholeInput(context, legacy ? 0 : 2)[0], shape.length + 1) !== shape.length)
    throw unsupportedNode(node, "splits along another axis than the channels");
  const sizes = partSizes(context, shape.at(-1) ?? 1);
  if (sizes.length === 1) throw unsupportedNode(node, "splits into one part");
  let from = 0;
  const parts = sizes.map((size, port): LayerValue => {
    const channels = range(from, size);
    from += size;
    return build.add(node, {
      id: port === 0 ? node.name : `${node.name}:${port}`,
      kind: "channel-select",
      inputs: [value.layer],
      channels,
    });
  });
  build.shape({
    kind: "split",
    node: node.name,
    from: build.viewOf(value),
    layers: parts.map(({ layer }) => layer),
  });
  return parts;
};

/** Channels by constant numbers, or rows of a constant table by what the network reads. */
const readGather: OpReader = (context): GraphValue | readonly GraphValue[] => {
  const { build, node, inputs } = context;
  if (inputs[0]?.kind === "constant") return readEmbedding(context);
  const value = plainValue(context, layerInput(context, 0));
  const shape = build.shapeOf(value.layer);
  const indices = constantInput(context, 1);
  const axis = node.inputs.length > 2 ? wholeInput(context, 2)[0] : 0;
  if (axisOf(node, axis, shape.length + 1) !== shape.length || indices.shape.length !== 1)
    throw unsupportedNode(node, "picks something else than channels");
  const channels = wholeInput(context, 1);
  const made = build.add(node, { id: node.name, kind: "channel-select", inputs: [value.layer], channels });
  build.shape({ kind: "slice", node: node.name, from: build.viewOf(value), layer: made.layer });
  return made;
};

/** Channels that are joined, split or picked, and places that are cut out. */
export const channelOps: Readonly<Record<string, OpReader>> = {
  Concat: readConcat,
  ConcatV2: readConcat,
  Slice: readSlice,
  StridedSlice: readSlice,
  Split: readSplit,
  SplitV: readSplit,
  Gather: readGather,
  GatherV2: readGather,
};
