import type { ConvLayer, DepthwiseConvLayer } from "../../../core/model/model.ts";
import { flagAttribute } from "./node-attributes.ts";
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

type Sides = readonly (readonly [number, number])[];

/** Rows of [before, after] for `count` axes. @throws FailureError */
function sidesInput(context: OpContext, index: number, count: number): Sides {
  const numbers = wholeInput(context, index);
  if (numbers.length !== 2 * count || numbers.some((side) => side < 0))
    throw invalidNode(
      context.node,
      `pads or crops ${numbers.join(", ")}; two numbers for each of ${count} axes were expected`,
    );
  return Array.from({ length: count }, (_, axis) => [numbers[2 * axis] ?? 0, numbers[2 * axis + 1] ?? 0] as const);
}

const isNone = ([before, after]: readonly [number, number]): boolean => before === 0 && after === 0;

const readPad: OpReader = (context) => {
  const { build, node } = context;
  const value = plainValue(context, layerInput(context, 0));
  const shape = build.shapeOf(value.layer);
  const [examples, ...own] = sidesInput(context, 1, shape.length + 1);
  const spatial = own.slice(0, -1);
  const channels = own.at(-1) ?? [0, 0];
  if (examples !== undefined && !isNone(examples)) throw unsupportedNode(node, "adds examples");
  if (own.every(isNone)) return { ...value, nodes: [...value.nodes, node.name] };
  const constant = node.op === "PadV2" ? constantInput(context, 2).values[0] : 0;
  if (constant !== 0 || node.op === "MirrorPad")
    throw unsupportedNode(node, `pads with ${constant === 0 ? "mirrored places" : constant}, not with zeros`);
  let on = value;
  if (!spatial.every(isNone))
    on = build.add(node, {
      id: isNone(channels) ? node.name : `${node.name}/places`,
      kind: "zero-padding",
      inputs: [on.layer],
      padding: spatial,
    });
  if (isNone(channels)) return on;
  const width = shape.at(-1) ?? 0;
  if (channels[0] + channels[1] > 65_536) throw unsupportedNode(node, `adds ${channels[0] + channels[1]} channels`);
  const zeros = (count: number): number[] => new Array<number>(count).fill(-1);
  const all = [...zeros(channels[0]), ...Array.from({ length: width }, (_, c) => c), ...zeros(channels[1])];
  const made = build.add(node, { id: node.name, kind: "channel-select", inputs: [on.layer], channels: all });
  build.shape({ kind: "pad", node: node.name, at: node.inputs[1]?.at ?? 1, layer: made.layer });
  return made;
};

const readResize: OpReader = (context) => {
  const { build, node } = context;
  const value = plainValue(context, layerInput(context, 0));
  const [height = 0, width = 0] = build.shapeOf(value.layer);
  const size = wholeInput(context, 1);
  const factors = [(size[0] ?? 0) / height, (size[1] ?? 0) / width];
  if (factors.every((factor) => factor === 1)) return { ...value, nodes: [...value.nodes, node.name] };
  if (!factors.every((factor) => Number.isInteger(factor) && factor >= 1))
    throw unsupportedNode(node, `makes ${size.join(" x ")} of ${height} x ${width}; a whole factor was expected`);
  const bilinear = node.op === "ResizeBilinear";
  if (flagAttribute(node, "align_corners") || (bilinear && !flagAttribute(node, "half_pixel_centers")))
    throw unsupportedNode(node, "places its pixels in another way than by half-pixel centres");
  return build.add(node, {
    id: node.name,
    kind: "upsampling",
    inputs: [value.layer],
    size: factors,
    interpolation: bilinear ? "bilinear" : "nearest",
  });
};

/** Numbers for the axes of the layer's own output, where the graph may see one axis more. */
function ownSides(context: OpContext, index: number, expanded: number | undefined, count: number): Sides {
  const sides = sidesInput(context, index, count);
  if (expanded === undefined) return sides;
  const added = sides[expanded];
  if (added !== undefined && !isNone(added)) throw unsupportedNode(context.node, "pads an axis of length 1");
  return sides.toSpliced(expanded, 1);
}

const readSpaceToBatch: OpReader = (context) => {
  const { build, node } = context;
  const value = layerInput(context, 0);
  const block = wholeInput(context, 1);
  const places = build.seen(value).length - 1;
  if (value.dilation !== undefined || value.folded || block.length !== places || block.some((step) => step < 1))
    throw unsupportedNode(node, "does something else here than to begin a dilated convolution");
  const { expanded } = value;
  if (expanded !== undefined && block[expanded] !== 1) throw unsupportedNode(node, "dilates an axis of length 1");
  const padding = ownSides(context, 2, expanded, places);
  const own = expanded === undefined ? block : block.toSpliced(expanded, 1);
  const made = addPointwise(context, value, {
    id: `${node.name}/padding`,
    kind: "zero-padding",
    inputs: [value.layer],
    padding,
  });
  return { ...made, dilation: { block: own, begin: node.name, convolved: false } };
};

type Conv = ConvLayer | DepthwiseConvLayer;

/** What the convolution pads itself, where that is all that its padding layer is for. */
function simplified(conv: Conv, input: readonly number[], padding: Sides): "same" | "valid" | null {
  if (padding.every(isNone)) return "valid";
  const asSame = padding.every(([before, after], axis) => {
    const window = conv.weights.kernel.shape[axis] ?? 1;
    const all = (window - 1) * (conv.dilation[axis] ?? 1);
    return (input[axis] ?? 0) > 0 && before === Math.floor(all / 2) && before + after === all;
  });
  return asSame ? "same" : null;
}

const readBatchToSpace: OpReader = (context) => {
  const { build, node } = context;
  const value = layerInput(context, 0);
  const { dilation, expanded } = value;
  const block = wholeInput(context, 1);
  const own = expanded === undefined ? block : block.toSpliced(expanded, 1);
  if (
    !dilation?.convolved ||
    own.some((step, axis) => step !== dilation.block[axis]) ||
    own.length !== dilation.block.length
  )
    throw unsupportedNode(node, "does something else here than to end a dilated convolution");
  const crops = ownSides(context, 2, expanded, block.length);
  const { dilation: _, ...done } = { ...value, nodes: [...value.nodes, node.name] };
  const conv = build.layer(value.layer);
  const pad = conv?.inputs[0] === undefined ? undefined : build.layer(conv.inputs[0]);
  const alone = build.soleUse({ ...value, nodes: [dilation.begin, ...value.nodes] });
  if ((conv?.kind === "conv" || conv?.kind === "depthwise-conv") && pad?.kind === "zero-padding" && alone) {
    const left: Sides = pad.padding.map(([before, after], axis) => [
      before - (crops[axis]?.[0] ?? 0),
      after - (crops[axis]?.[1] ?? 0),
    ]);
    if (left.every(([before, after]) => before >= 0 && after >= 0)) {
      const padding = simplified(conv, build.shapeOf(pad.inputs[0] ?? ""), left);
      if (padding === null) build.replace({ ...pad, padding: left });
      build.replace(padding === null ? conv : { ...conv, padding, inputs: pad.inputs });
      if (padding !== null) build.remove(pad.id);
      return done;
    }
  }
  if (crops.every(isNone)) return done;
  const shape = build.shapeOf(value.layer);
  return addPointwise(context, done, {
    id: node.name,
    kind: "slice",
    inputs: [value.layer],
    begin: crops.map(([before]) => before),
    size: crops.map(([before, after], axis) => (shape[axis] ?? 0) - before - after),
    strides: crops.map(() => 1),
  });
};

/** Places that are added, repeated, or spread for a dilated convolution. */
export const spatialOps: Readonly<Record<string, OpReader>> = {
  Pad: readPad,
  PadV2: readPad,
  MirrorPad: readPad,
  ResizeNearestNeighbor: readResize,
  ResizeBilinear: readResize,
  SpaceToBatchND: readSpaceToBatch,
  BatchToSpaceND: readBatchToSpace,
};
