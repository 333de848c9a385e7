import type { LayerId } from "../../../core/model/model.ts";
import { arrange, withLast } from "./arrange.ts";
import {
  type Activation,
  activationInput,
  addLayer,
  axisOf,
  constantInput,
  constantOf,
  type Decoding,
  dimsOf,
  freshId,
  settle,
  shapeOfLayer,
} from "./decoding.ts";
import { intOf, intsOf, invalidNode, type OnnxNode, stringOf, unsupportedNode } from "./onnx-node.ts";
import { batchAxis, noAxis, type SelectedChannels } from "./onnx-origin.ts";
import type { Handler } from "./operator.ts";
import { withoutAxes } from "./reshape-operators.ts";
import { type SliceRange, sliceRange } from "./slice-range.ts";
import { scalarOf, takeWeight } from "./take-weight.ts";

const rangeNumbers = ({ begin, size, step }: SliceRange): readonly number[] =>
  Array.from({ length: size }, (_, i) => begin + i * step);

/** Some elements along one axis of the graph: channels where that is our last axis, places elsewhere. */
function take(
  decoding: Decoding,
  node: OnnxNode,
  { layer, axes }: Activation,
  axis: number,
  range: SliceRange,
): { readonly layer: LayerId; readonly selected: SelectedChannels | null } {
  const shape = shapeOfLayer(decoding, layer);
  const ours = axes[axis] ?? noAxis;
  if (range.size < 1) throw unsupportedNode(node, "takes nothing of an axis");
  if (ours === batchAxis) throw unsupportedNode(node, "takes some examples of the batch");
  if (ours === noAxis || (range.begin === 0 && range.step === 1 && range.size === shape[ours]))
    return { layer, selected: null };
  const id = freshId(decoding, node.id);
  if (ours === shape.length - 1) {
    const channels = rangeNumbers(range);
    addLayer(decoding, { kind: "channel-select", id, inputs: [layer], channels });
    return { layer: id, selected: { layer: id, channels } };
  }
  if (range.step < 1) throw unsupportedNode(node, "reverses an axis");
  const along = <T>(value: T, otherwise: T): T[] => shape.slice(0, -1).map((_, i) => (i === ours ? value : otherwise));
  addLayer(decoding, {
    kind: "slice",
    id,
    inputs: [layer],
    begin: along(range.begin, 0),
    size: shape.slice(0, -1).map((length, i) => (i === ours ? range.size : length)),
    strides: along(range.step, 1),
  });
  return { layer: id, selected: null };
}

/** Numbers as an attribute (older opsets) or as an input. */
function numbersAt(decoding: Decoding, node: OnnxNode, attribute: string, input: number): readonly number[] | null {
  const listed = intsOf(node, attribute);
  if (listed !== null) return listed;
  const constant = constantInput(decoding, node, input);
  return constant === undefined ? null : [...constant.values];
}

function slice(decoding: Decoding, node: OnnxNode): void {
  const { axes, ...activation } = activationInput(decoding, node);
  const dims = dimsOf(decoding, { axes, ...activation });
  const starts = numbersAt(decoding, node, "starts", 1) ?? [];
  const ends = numbersAt(decoding, node, "ends", 2) ?? [];
  const along = numbersAt(decoding, node, "axes", 3) ?? starts.map((_, i) => i);
  const steps = numbersAt(decoding, node, "steps", 4) ?? [];
  let layer = activation.layer;
  along.forEach((listed, i) => {
    const axis = axisOf(node, listed, dims.length);
    const [start, end, step] = [starts[i] ?? 0, ends[i] ?? 0, steps[i] ?? 1];
    if (step === 0) throw invalidNode(node, "slices with a step of 0");
    const length = dims[axis] ?? 1;
    if (Number.isNaN(length)) {
      if (start === 0 && step === 1 && (end >= 2 ** 31 - 1 || Number.isNaN(end) || end === decoding.batch)) return;
      throw unsupportedNode(node, "takes some examples of the batch");
    }
    const taken = take(decoding, node, { layer, axes }, axis, sliceRange(length, start, end, step));
    layer = taken.layer;
    if (taken.selected === null) return;
    const lists = { first: starts, second: ends, entry: i };
    decoding.edits.push({ kind: "select", node: node.index, axis, layers: [taken.selected], lists });
  });
  settle(decoding, node, layer, axes);
}

/** Sizes along the axis: listed, or as many equal ones as there are outputs (the last may be smaller). */
function splitSizes(decoding: Decoding, node: OnnxNode, length: number): readonly number[] {
  const listed = numbersAt(decoding, node, "split", 1);
  if (listed !== null) return listed;
  const parts = intOf(node, "num_outputs", node.outputs.length);
  if (!(parts >= 1 && parts <= length)) throw invalidNode(node, `splits ${length} into ${parts} parts`);
  const size = Math.ceil(length / parts);
  return Array.from({ length: parts }, (_, i) => Math.min(size, length - i * size));
}

function split(decoding: Decoding, node: OnnxNode): void {
  const activation = activationInput(decoding, node);
  const axis = axisOf(node, intOf(node, "axis", 0), activation.axes.length);
  const length = dimsOf(decoding, activation)[axis] ?? 1;
  if (Number.isNaN(length)) throw unsupportedNode(node, "splits the batch");
  const sizes = splitSizes(decoding, node, length);
  if (sizes.reduce((sum, size) => sum + size, 0) !== length || sizes.length < node.outputs.length)
    throw invalidNode(node, `splits ${length} into ${sizes.slice(0, 9).join(" + ")}`);
  let begin = 0;
  const layers = node.outputs.map((name, output): SelectedChannels | null => {
    const range = { begin, size: sizes[output] ?? 0, step: 1 };
    begin += range.size;
    if ((decoding.readers.get(name) ?? 0) === 0) return null;
    const taken = take(decoding, node, activation, axis, range);
    settle(decoding, node, taken.layer, activation.axes, output);
    return taken.selected;
  });
  if (layers.some((layer) => layer !== null)) decoding.edits.push({ kind: "select", node: node.index, axis, layers });
}

/** Rows of a stored table for whole numbers that are computed, or read. */
function embedding(decoding: Decoding, node: OnnxNode): void {
  const table = constantInput(decoding, node, 0);
  const { layer, axes } = activationInput(decoding, node, 1);
  const rank = shapeOfLayer(decoding, layer).length;
  if (table === undefined || table.shape.length !== 2 || axisOf(node, intOf(node, "axis", 0), 2) !== 0 || rank !== 1)
    throw unsupportedNode(
      node,
      "looks numbers up in a table; Quorum computes that for one list of tokens and rows of a table",
    );
  const id = freshId(decoding, node.id);
  const weights = { kernel: takeWeight(decoding, node, table, { layer: id, weight: "kernel", input: 0 }) };
  addLayer(decoding, { kind: "embedding", id, inputs: [layer], weights });
  settle(decoding, node, id, [...axes, rank]);
}

/** The activation with an axis that it has last, as channels, in front of all others. */
function withAxisAhead(decoding: Decoding, node: OnnxNode, activation: Activation, axis: number): Activation {
  const ours = activation.axes[axis] ?? noAxis;
  if (ours <= 0 || ours !== shapeOfLayer(decoding, activation.layer).length - 1) return activation;
  const wanted = activation.axes.map((place) => (place < 0 ? place : place === ours ? 0 : place + 1));
  return arrange(decoding, node, activation, wanted);
}

function gather(decoding: Decoding, node: OnnxNode): void {
  if (constantOf(decoding, node.inputs[1] ?? "") === undefined) {
    embedding(decoding, node);
    return;
  }
  const activation = activationInput(decoding, node);
  const { axes } = activation;
  const axis = axisOf(node, intOf(node, "axis", 0), axes.length);
  const length = dimsOf(decoding, activation)[axis] ?? 1;
  const indices = constantInput(decoding, node, 1);
  if (indices === undefined || Number.isNaN(length)) throw unsupportedNode(node, "takes some examples of the batch");
  const picked = [...indices.values].map((index) => (index < 0 ? index + length : index));
  if (picked.some((index) => !(index >= 0 && index < length)))
    throw invalidNode(node, `takes elements that an axis of length ${length} lacks`);
  if (indices.shape.length === 0) {
    const [only = 0] = picked;
    const read = withAxisAhead(decoding, node, activation, axis);
    const ours = read.axes[axis] ?? noAxis;
    const { layer } = take(decoding, node, read, axis, { begin: only, size: 1, step: 1 });
    const rest = withoutAxes(
      decoding,
      layer,
      ours >= 0 ? [ours] : [],
      read.axes.filter((_, i) => i !== axis),
    );
    settle(decoding, node, rest.layer, rest.left);
    return;
  }
  if (indices.shape.length !== 1) throw unsupportedNode(node, "takes elements by a table of numbers");
  const step = (picked[1] ?? 1) - (picked[0] ?? 0);
  const regular = step > 0 && picked.every((index, i) => index === (picked[0] ?? 0) + i * step);
  if (regular && (axes[axis] ?? noAxis) !== shapeOfLayer(decoding, activation.layer).length - 1) {
    const range = { begin: picked[0] ?? 0, size: picked.length, step: picked.length > 1 ? step : 1 };
    settle(decoding, node, take(decoding, node, activation, axis, range).layer, axes);
    return;
  }
  const read = withLast(decoding, node, activation, axis);
  const id = freshId(decoding, node.id);
  addLayer(decoding, { kind: "channel-select", id, inputs: [read.layer], channels: picked });
  decoding.edits.push({ kind: "select", node: node.index, axis, layers: [{ layer: id, channels: picked }] });
  settle(decoding, node, id, read.axes);
}

/** Zeros around places and channels. */
function pad(decoding: Decoding, node: OnnxNode): void {
  const { layer: from, axes } = activationInput(decoding, node);
  const mode = stringOf(node, "mode", "constant");
  if (mode !== "constant") throw unsupportedNode(node, `pads by "${mode.slice(0, 40)}"; Quorum pads with zeros`);
  const value = decoding.opset < 11 ? undefined : constantInput(decoding, node, 2);
  const filler = value === undefined ? (node.attributes.get("value")?.f ?? 0) : scalarOf(value);
  if (filler !== 0) throw unsupportedNode(node, `pads with ${filler}; Quorum pads with zeros`);
  const listed = numbersAt(decoding, node, "pads", 1) ?? intsOf(node, "paddings") ?? [];
  const along = constantInput(decoding, node, 3);
  const padded =
    along === undefined ? axes.map((_, i) => i) : [...along.values].map((axis) => axisOf(node, axis, axes.length));
  if (listed.length !== 2 * padded.length || listed.some((n) => !(Math.abs(n) <= 65536)))
    throw invalidNode(node, `has ${listed.length} pads for ${padded.length} axes`);
  if (listed.some((n) => n < 0)) throw unsupportedNode(node, "crops with negative pads");
  const shape = shapeOfLayer(decoding, from);
  const places = shape.slice(0, -1).map((): [number, number] => [0, 0]);
  let channels: readonly number[] | null = null;
  let entry = 0;
  padded.forEach((axis, i) => {
    const [before, after] = [listed[i] ?? 0, listed[i + padded.length] ?? 0];
    const ours = axes[axis] ?? noAxis;
    if (before + after === 0) return;
    if (ours < 0)
      throw unsupportedNode(node, ours === batchAxis ? "pads the batch" : "pads an axis that was just added");
    if (ours < shape.length - 1) places[ours] = [before, after];
    else {
      entry = i;
      const zeros = (count: number) => new Array<number>(count).fill(-1);
      channels = [...zeros(before), ...Array.from({ length: shape[ours] ?? 0 }, (_, c) => c), ...zeros(after)];
    }
  });
  let layer = from;
  if (places.some(([before, after]) => before + after > 0))
    layer = addLayer(decoding, {
      kind: "zero-padding",
      id: freshId(decoding, node.id),
      inputs: [layer],
      padding: places,
    });
  if (channels !== null) {
    const id = freshId(decoding, node.id);
    layer = addLayer(decoding, { kind: "channel-select", id, inputs: [layer], channels });
    const lists = { first: listed.slice(0, padded.length), second: listed.slice(padded.length), entry };
    const axis = padded[entry] ?? 0;
    decoding.edits.push({ kind: "select", node: node.index, axis, layers: [{ layer: id, channels }], lists });
  }
  settle(decoding, node, layer, axes);
}

export const selectOperators: ReadonlyMap<string, Handler> = new Map([
  ["Slice", slice],
  ["Split", split],
  ["Gather", gather],
  ["Pad", pad],
]);
