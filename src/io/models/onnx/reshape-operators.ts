import { addReshape, arrange } from "./arrange.ts";
import {
  type Activation,
  activationInput,
  addLayer,
  axisOf,
  constantInput,
  type Decoding,
  dimsOf,
  freshId,
  isComputed,
  settle,
  shapeOfLayer,
} from "./decoding.ts";
import { intOf, intsOf, invalidNode, type OnnxNode, unsupportedNode } from "./onnx-node.ts";
import { type AxisMap, batchAxis, noAxis } from "./onnx-origin.ts";
import type { Handler } from "./operator.ts";
import { regroup } from "./regroup.ts";

const sizeOf = (lengths: readonly number[]): number => lengths.reduce((product, length) => product * length, 1);
const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/**
 * The tensor with other axes behind the batch: `target` are their lengths. Our own order stays where it can, so that
 * channels stay last through splits and joins of the other axes.
 */
function reshaped(
  decoding: Decoding,
  node: OnnxNode,
  activation: Activation,
  batch: number,
  target: readonly number[],
): Activation {
  const { axes } = activation;
  const dims = dimsOf(decoding, activation);
  const runs = regroup(dims.slice(batch + 1), target);
  if (runs === null)
    throw invalidNode(
      node,
      `makes ${dims.slice(batch + 1).join(" × ")} into ${target.join(" × ")}, which holds another number of values`,
    );
  const shape = shapeOfLayer(decoding, activation.layer);
  const ahead = axes.slice(0, batch + 1);
  const ours = runs.map(({ from }) => from.map((i) => axes[i + batch + 1] ?? noAxis).filter((axis) => axis >= 0));
  const splits = runs.some(({ from, to }) => from.length > 1 || to.length > 1);
  const inPlace = ours.every((run) => run.every((axis, i) => i === 0 || axis === (run[i - 1] ?? 0) + 1));
  if (!inPlace) {
    // joined axes do not lie side by side: bring all into the graph's order first
    let next = 0;
    const wanted = axes.map((axis) => (axis >= 0 ? next++ : axis));
    return reshaped(decoding, node, arrange(decoding, node, activation, wanted), batch, target);
  }
  const to: number[] = target.map(() => noAxis);
  if (
    !splits &&
    !runs.some(({ from, to: made }, run) => made.length === 0 && from.length > 0 && (ours[run]?.length ?? 0) > 0)
  ) {
    runs.forEach((run, at) => {
      const [place] = run.to;
      if (place !== undefined) to[place] = ours[at]?.[0] ?? noAxis;
    });
    return { layer: activation.layer, axes: [...ahead, ...to] };
  }
  // our axes in our order, each run replaced by what it becomes
  const kept = shape.map((length, axis) => ({ axis, length }));
  const lengths: number[] = [];
  let lastStays = false;
  const newAhead = [...ahead];
  for (const { axis, length } of kept) {
    const run = ours.findIndex((each) => each.includes(axis));
    if (run < 0) {
      const place = ahead.indexOf(axis);
      if (place >= 0) newAhead[place] = lengths.length;
      lengths.push(length);
      lastStays = axis === shape.length - 1;
      continue;
    }
    if (ours[run]?.[0] !== axis) continue;
    for (const place of runs[run]?.to ?? []) {
      to[place] = lengths.length;
      lengths.push(target[place] ?? 1);
    }
    lastStays = ours[run]?.length === 1 && runs[run]?.to.length === 1 && axis === shape.length - 1;
  }
  if (lengths.length === 0) {
    lengths.push(1);
    const place = target.length - 1;
    if (place >= 0) to[place] = 0;
  }
  return { layer: addReshape(decoding, activation.layer, lengths, lastStays), axes: [...newAhead, ...to] };
}

/** Two axes, batch and everything else: a flatten in whichever order the graph reads the axes. */
function flattened(decoding: Decoding, node: OnnxNode, activation: Activation): Activation {
  const rank = shapeOfLayer(decoding, activation.layer).length;
  const read = activation.axes.filter((axis) => axis >= 0);
  if (rank === 1) return { layer: activation.layer, axes: [batchAxis, 0] };
  const order = Array.from({ length: rank }, (_, axis) => axis);
  const first = same(read, [rank - 1, ...order.slice(0, -1)]);
  let layer = activation.layer;
  if (!first && !same(read, order)) {
    let next = 0;
    layer = arrange(
      decoding,
      node,
      activation,
      activation.axes.map((axis) => (axis >= 0 ? next++ : axis)),
    ).layer;
  }
  const id = freshId(decoding, node.id);
  addLayer(decoding, { kind: "flatten", id, inputs: [layer], order: first ? "channels-first" : "channels-last" });
  return { layer: id, axes: [batchAxis, 0] };
}

function batchFirst(decoding: Decoding, node: OnnxNode): Activation {
  const activation = activationInput(decoding, node);
  if (activation.axes[0] !== batchAxis)
    throw unsupportedNode(node, "reshapes a tensor whose first axis is not the batch");
  return activation;
}

function flatten(decoding: Decoding, node: OnnxNode): void {
  const activation = batchFirst(decoding, node);
  if (axisOf(node, intOf(node, "axis", 1), activation.axes.length + 1) !== 1)
    throw unsupportedNode(node, "joins other axes with the batch, which mixes examples");
  const { layer, axes } = flattened(decoding, node, activation);
  settle(decoding, node, layer, axes);
}

/** Lengths behind the batch; the batch itself may be written as 0, -1, its size, or a number out of Shape. */
function targetOf(decoding: Decoding, node: OnnxNode, activation: Activation, listed: readonly number[]) {
  const dims = dimsOf(decoding, activation);
  const batch = activation.axes.indexOf(batchAxis);
  const zeroCopies = intOf(node, "allowzero", 0) === 0;
  const copied = listed.map((length, i) => (length === 0 && zeroCopies ? (dims[i] ?? 0) : length));
  const mixes = unsupportedNode(node, `reshapes to ${listed.join(" × ")}, which moves values between examples`);
  const isBatch = (length: number | undefined): boolean =>
    length === -1 || Number.isNaN(length) || (length !== undefined && length === decoding.batch);
  if (!same(copied.slice(0, batch), dims.slice(0, batch)) || !isBatch(copied[batch])) throw mixes;
  const rest = copied.slice(batch + 1);
  const size = sizeOf(dims.slice(batch + 1));
  const open = rest.indexOf(-1);
  if (rest.some(Number.isNaN) || rest.filter((length) => length === -1).length > 1) throw mixes;
  const known = sizeOf(rest.filter((length) => length !== -1));
  const target = rest.map((length, i) => (i === open ? size / known : length));
  if (target.some((length) => !Number.isInteger(length) || length < 1) || sizeOf(target) !== size) throw mixes;
  return { batch, target };
}

function reshape(decoding: Decoding, node: OnnxNode): void {
  const activation = activationInput(decoding, node);
  const shape = intsOf(node, "shape") ?? [...(constantInput(decoding, node, 1)?.values ?? [])];
  const { batch, target } = targetOf(decoding, node, activation, shape);
  const result =
    batch === 0 && target.length === 1
      ? flattened(decoding, node, activation)
      : reshaped(decoding, node, activation, batch, target);
  const [tensor = ""] = node.outputs;
  decoding.edits.push({
    kind: "shape",
    node: node.index,
    input: 1,
    tensor,
    target: shape,
    computed: isComputed(decoding, node, 1),
  });
  settle(decoding, node, result.layer, result.axes);
}

/** Axes as an attribute (older opsets) or an input; null for all of length 1. */
function listedAxes(decoding: Decoding, node: OnnxNode): readonly number[] | null {
  const input = intsOf(node, "axes") === null ? constantInput(decoding, node, 1) : undefined;
  return intsOf(node, "axes") ?? (input === undefined ? null : [...input.values]);
}

function squeeze(decoding: Decoding, node: OnnxNode): void {
  const activation = activationInput(decoding, node);
  const dims = dimsOf(decoding, activation);
  const listed = listedAxes(decoding, node)?.map((axis) => axisOf(node, axis, dims.length));
  const gone = listed ?? dims.map((_, i) => i).filter((i) => dims[i] === 1);
  if (gone.some((axis) => dims[axis] !== 1)) throw invalidNode(node, "takes away an axis that is longer than 1");
  const axes = activation.axes.filter((_, i) => !gone.includes(i));
  const lost = gone.map((i) => activation.axes[i] ?? noAxis).filter((axis) => axis >= 0);
  const { layer, left } = withoutAxes(decoding, activation.layer, lost, axes);
  settle(decoding, node, layer, left);
}

/** A tensor without some of its axes, all of length 1. */
export function withoutAxes(decoding: Decoding, from: string, lost: readonly number[], axes: AxisMap) {
  if (lost.length === 0) return { layer: from, left: axes };
  const shape = shapeOfLayer(decoding, from);
  // at least one axis has to stay
  const gone = lost.length === shape.length ? lost.slice(1) : lost;
  const kept = shape.filter((_, axis) => !gone.includes(axis));
  const layer = addReshape(decoding, from, kept, !gone.includes(shape.length - 1));
  const left = axes.map((axis) => (axis >= 0 ? axis - gone.filter((each) => each < axis).length : axis));
  return { layer, left };
}

function unsqueeze(decoding: Decoding, node: OnnxNode): void {
  const { layer, axes } = activationInput(decoding, node);
  const listed = listedAxes(decoding, node) ?? [];
  const rank = axes.length + listed.length;
  if (rank > 8) throw unsupportedNode(node, "makes a tensor with more than 8 axes");
  const added = new Set(listed.map((axis) => axisOf(node, axis, rank)));
  let from = 0;
  const grown = Array.from({ length: rank }, (_, i) => (added.has(i) ? noAxis : (axes[from++] ?? noAxis)));
  settle(decoding, node, layer, grown);
}

/** Only how the graph's axes are ours changes; no layer. */
function transpose(decoding: Decoding, node: OnnxNode): void {
  const { layer, axes } = activationInput(decoding, node);
  const order = intsOf(node, "perm") ?? axes.map((_, i) => axes.length - 1 - i);
  if (
    !same(
      [...order].sort((a, b) => a - b),
      axes.map((_, i) => i),
    )
  )
    throw invalidNode(node, "has a perm that is no order of its axes");
  settle(
    decoding,
    node,
    layer,
    order.map((i) => axes[i] ?? noAxis),
  );
}

export const reshapeOperators: ReadonlyMap<string, Handler> = new Map([
  ["Flatten", flatten],
  ["Reshape", reshape],
  ["Squeeze", squeeze],
  ["Unsqueeze", unsqueeze],
  ["Transpose", transpose],
]);
