import type { Layer, Shape } from "../../../core/model/model.ts";
import { constantOf, sizeOf } from "./constant.ts";
import { axisOf, permutationOf } from "./fold-rearrange.ts";
import type { LayerValue } from "./graph-value.ts";
import { numbersAttribute, shapeAttribute } from "./node-attributes.ts";
import { invalidNode, unsupportedNode } from "./node-failure.ts";
import { constantInput, layerInput, type OpContext, type OpReader, plainValue, wholeInput } from "./op-context.ts";

const same = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((length, axis) => length === b[axis]);

/** Where a shape has one axis of length 1 more than another of two axes; null where it does not. */
function insertedAxis(from: Shape, to: Shape): number | null {
  if (from.length !== 2 || to.length !== 3) return null;
  const axis = [0, 1].find((at) => same(from.toSpliced(at, 0, 1), to));
  return axis ?? null;
}

/** A permutation that only brings the channels to the front, read by nothing else. */
function channelsFirst({ build }: OpContext, value: LayerValue): Layer | null {
  const layer = build.layer(value.layer);
  if (layer?.kind !== "permute" || !build.soleUse(value)) return null;
  const [first, ...rest] = layer.axes;
  return first === rest.length && rest.every((axis, i) => axis === i) ? layer : null;
}

/** The same numbers under another shape (without the examples). */
function reshaped(context: OpContext, value: LayerValue, to: Shape): LayerValue {
  const { build, node } = context;
  const { kind, layer } = value;
  const nodes = [...value.nodes, node.name];
  const shape = build.shapeOf(layer);
  if (same(to, shape)) return { kind, layer, nodes };
  const expanded = insertedAxis(shape, to);
  if (expanded !== null) return { kind, layer, nodes, expanded };
  if (to.length !== 1)
    return build.add(node, { id: node.name, kind: "reshape", inputs: [layer], shape: [...to.slice(0, -1), -1] });
  const permute = channelsFirst(context, value);
  if (permute === null)
    return build.add(node, { id: node.name, kind: "flatten", inputs: [layer], order: "channels-last" });
  build.remove(layer);
  return build.add(node, { id: node.name, kind: "flatten", inputs: permute.inputs, order: "channels-first" });
}

/** The target without the examples; null where the places become examples. */
function resolved(context: OpContext, shape: Shape, target: readonly number[]): Shape | null {
  const { node } = context;
  const [head, ...rest] = target;
  const total = sizeOf(shape);
  const words = target.map((axis) => (Number.isNaN(axis) ? "examples" : axis)).join(" x ");
  const misfit = () => unsupportedNode(node, `makes shape ${words} of ${shape.join(" x ")} for each example`);
  if (head === undefined || rest.length === 0 || rest.some(Number.isNaN)) throw misfit();
  const known = sizeOf(rest.filter((axis) => axis !== -1));
  if (rest.includes(-1)) {
    if (head === -1 || !Number.isInteger(total / known)) throw misfit();
    return rest.map((axis) => (axis === -1 ? total / known : axis));
  }
  if (known === total) return rest;
  if ((head === -1 || Number.isNaN(head)) && rest.length === 1 && rest[0] === shape.at(-1)) return null;
  throw misfit();
}

const readReshape: OpReader = (context) => {
  const { build, node } = context;
  const value = layerInput(context, 0);
  if (value.dilation !== undefined) throw unsupportedNode(node, "stands between SpaceToBatchND and BatchToSpaceND");
  const target = [...constantInput(context, 1).values];
  const shape = build.shapeOf(value.layer);
  const to = resolved(context, shape, target);
  const made: LayerValue =
    to === null
      ? { kind: "layer", layer: value.layer, nodes: [...value.nodes, node.name], folded: true }
      : reshaped(context, value, to);
  build.shape({ kind: "reshape", node: node.name, at: node.inputs[1]?.at ?? 1, of: build.viewOf(made) });
  return made;
};

/** An axis of the graph's tensor, counted without the examples. @throws FailureError for the axis of the examples */
function ownAxis({ node }: OpContext, axis: number | undefined, rank: number): number {
  const own = axisOf(node, axis, rank + 1) - 1;
  if (own < 0) throw unsupportedNode(node, "changes the axis of the examples");
  return own;
}

const readExpandDims: OpReader = (context) => {
  const value = layerInput(context, 0);
  const seen = context.build.seen(value);
  const axis = ownAxis(context, wholeInput(context, 1)[0], seen.length + 1);
  if (value.dilation !== undefined && (value.expanded !== undefined || axis >= seen.length))
    throw unsupportedNode(context.node, "stands between SpaceToBatchND and BatchToSpaceND");
  if (value.dilation !== undefined) return { ...value, nodes: [...value.nodes, context.node.name], expanded: axis };
  return reshaped(context, value, seen.toSpliced(axis, 0, 1));
};

const readSqueeze: OpReader = (context) => {
  const { build, node } = context;
  const value = layerInput(context, 0);
  const seen = build.seen(value);
  const asked = numbersAttribute(node, "squeeze_dims") ?? numbersAttribute(node, "axis") ?? [];
  const axes = new Set(
    asked.length > 0
      ? asked.map((axis) => ownAxis(context, axis, seen.length))
      : seen.flatMap((length, axis) => (length === 1 ? [axis] : [])),
  );
  if ([...axes].some((axis) => seen[axis] !== 1)) throw invalidNode(node, "drops an axis that is longer than 1");
  if (value.expanded !== undefined && axes.size === 1 && axes.has(value.expanded)) {
    const { expanded: _, ...rest } = value;
    return { ...rest, nodes: [...value.nodes, node.name] };
  }
  if (axes.size >= seen.length) throw unsupportedNode(node, "leaves no axis besides the examples");
  return reshaped(
    context,
    plainValue(context, value),
    seen.filter((_, axis) => !axes.has(axis)),
  );
};

const readTranspose: OpReader = (context) => {
  const { build, node } = context;
  const value = plainValue(context, layerInput(context, 0));
  const rank = build.shapeOf(value.layer).length;
  const [first, ...rest] = permutationOf(node, constantInput(context, 1), rank + 1);
  if (first !== 0) throw unsupportedNode(node, "moves the axis of the examples");
  const axes = rest.map((axis) => axis - 1);
  if (axes.every((axis, i) => axis === i)) return { ...value, nodes: [...value.nodes, node.name] };
  return build.add(node, { id: node.name, kind: "permute", inputs: [value.layer], axes });
};

const readShape: OpReader = (context) => {
  const { build, node } = context;
  const value = layerInput(context, 0);
  if (value.dilation !== undefined) throw unsupportedNode(node, "stands between SpaceToBatchND and BatchToSpaceND");
  build.shape({ kind: "shape-of", node: node.name, of: build.viewOf(value) });
  const seen = build.seen(value);
  return constantOf("int32", [seen.length + 1], [Number.NaN, ...seen], true);
};

/** Hands its input on where that has the promised shape. */
export const readEnsureShape: OpReader = (context) => {
  const { build, node } = context;
  const value = layerInput(context, 0);
  const promised = shapeAttribute(node, "shape")?.slice(1);
  const seen = build.seen(value);
  if (promised?.some((length, axis) => length !== -1 && length !== seen[axis]))
    throw invalidNode(node, `promises shape ${promised.join(" x ")}, but reads ${seen.join(" x ")}`);
  build.shape({ kind: "promise", node: node.name, of: build.viewOf(value) });
  return { ...value, nodes: [...value.nodes, node.name] };
};

/** The same numbers under another shape or in another order, and shapes themselves. */
export const reshapeOps: Readonly<Record<string, OpReader>> = {
  Reshape: readReshape,
  ExpandDims: readExpandDims,
  Squeeze: readSqueeze,
  Transpose: readTranspose,
  Shape: readShape,
};
