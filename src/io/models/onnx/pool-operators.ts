import type { PoolLayer } from "../../../core/model/model.ts";
import { arrange, channelsFirst, withLast } from "./arrange.ts";
import { namedPadding, type Pads, padsOf, type WindowSettings, windowSettings } from "./conv-padding.ts";
import {
  activationInput,
  addLayer,
  axisOf,
  constantInput,
  type Decoding,
  dimsOf,
  freshId,
  settle,
  shapeOfLayer,
} from "./decoding.ts";
import { intOf, intsOf, invalidNode, type OnnxNode, stringOf, unsupportedNode } from "./onnx-node.ts";
import { batchAxis, noAxis } from "./onnx-origin.ts";
import type { Handler } from "./operator.ts";

/** Padding behind grows where rounding up gives one window more; a window never starts behind the input. */
function roundedUp(lengths: readonly number[], { window, strides }: WindowSettings, pads: Pads): Pads {
  return lengths.map((length, axis) => {
    const [before, after] = pads[axis] ?? [0, 0];
    const [taps, stride] = [window[axis] ?? 1, strides[axis] ?? 1];
    let out = Math.ceil((length + before + after - taps) / stride) + 1;
    if ((out - 1) * stride >= length + before) out--;
    return [before, Math.max(after, (out - 1) * stride + taps - length - before)];
  });
}

const pool =
  (operation: PoolLayer["operation"]): Handler =>
  (decoding, node) => {
    const activation = activationInput(decoding, node);
    const rank = activation.axes.length;
    if (rank !== 3 && rank !== 4)
      throw unsupportedNode(node, `pools over ${rank - 2} axes; Quorum computes one or two`);
    const settings = windowSettings(node, rank - 2);
    if (settings.dilation.some((n) => n !== 1))
      throw unsupportedNode(node, "has dilations, which Quorum does not pool with");
    if ((decoding.readers.get(node.outputs[1] ?? "") ?? 0) > 0)
      throw unsupportedNode(node, "hands on the places of its maxima, which Quorum does not compute");
    const read = arrange(decoding, node, activation, channelsFirst(rank));
    const lengths = shapeOfLayer(decoding, read.layer).slice(0, -1);
    const given = padsOf(node, lengths, settings);
    const notSet = stringOf(node, "auto_pad", "NOTSET") === "NOTSET";
    const pads = intOf(node, "ceil_mode", 0) === 1 && notSet ? roundedUp(lengths, settings, given) : given;
    const counts = operation === "average" && intOf(node, "count_include_pad", 0) === 1;
    if (counts && pads.some(([, after], axis) => after !== given[axis]?.[1]))
      throw unsupportedNode(
        node,
        "counts its padding and rounds its number of windows up, which Quorum does not compute together",
      );
    const padded = pads.some(([before, after]) => before + after > 0);
    const name = counts && padded ? null : namedPadding(lengths, settings, pads);
    const id = freshId(decoding, node.id);
    addLayer(decoding, {
      kind: "pool",
      id,
      inputs: [read.layer],
      operation,
      size: settings.window,
      strides: settings.strides,
      padding: name === null || name === "causal" ? pads : name,
      ...(counts && padded ? { countPadding: true } : {}),
    });
    settle(decoding, node, id, read.axes);
  };

const globalPool =
  (operation: PoolLayer["operation"]): Handler =>
  (decoding, node) => {
    const activation = activationInput(decoding, node);
    const read = arrange(decoding, node, activation, channelsFirst(activation.axes.length));
    const id = freshId(decoding, node.id);
    addLayer(decoding, { kind: "global-pool", id, inputs: [read.layer], operation, keepAxes: true });
    settle(decoding, node, id, read.axes);
  };

/** The axes that a Reduce... names, as an attribute or (newer opsets) an input. */
function reducedAxes(decoding: Decoding, node: OnnxNode, rank: number): readonly number[] {
  const listed = intsOf(node, "axes") ?? [...(constantInput(decoding, node, 1)?.values ?? [])];
  if (listed.length === 0) throw unsupportedNode(node, "reduces all axes, the batch included");
  return listed.map((axis) => axisOf(node, axis, rank));
}

/** Over every axis but the batch and one: a global pool. */
const reduce =
  (operation: PoolLayer["operation"], sums: boolean): Handler =>
  (decoding, node) => {
    const activation = activationInput(decoding, node);
    const { axes } = activation;
    const reduced = reducedAxes(decoding, node, axes.length);
    if (reduced.some((axis) => axes[axis] === batchAxis))
      throw unsupportedNode(node, "reduces the batch, which mixes examples");
    const kept = axes.map((_, i) => i).filter((i) => (axes[i] ?? noAxis) >= 0 && !reduced.includes(i));
    const [channel] = kept;
    if (channel === undefined || kept.length > 1)
      throw unsupportedNode(
        node,
        "reduces some axes of several; Quorum reduces all places of a tensor, channel by channel",
      );
    const read = withLast(decoding, node, activation, channel);
    const keepAxes = intOf(node, "keepdims", 1) === 1;
    const places = reduced.reduce((product, axis) => product * (dimsOf(decoding, activation)[axis] ?? 1), 1);
    let layer = read.layer;
    if (shapeOfLayer(decoding, layer).length > 1)
      layer = addLayer(decoding, {
        kind: "global-pool",
        id: freshId(decoding, sums && places > 1 ? `${node.id}/mean` : node.id),
        inputs: [layer],
        operation,
        keepAxes,
      });
    if (sums && places > 1)
      layer = addLayer(decoding, {
        kind: "rescaling",
        id: freshId(decoding, node.id),
        inputs: [layer],
        scale: places,
        offset: 0,
      });
    const left = read.axes.map((axis, i) => (keepAxes || i !== channel ? axis : 0));
    settle(decoding, node, layer, keepAxes ? left : left.filter((_, i) => !reduced.includes(i)));
    if (layer === activation.layer && places > 1) throw invalidNode(node, "reduces nothing");
  };

export const poolOperators: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["MaxPool", pool("max")],
  ["AveragePool", pool("average")],
  ["GlobalMaxPool", globalPool("max")],
  ["GlobalAveragePool", globalPool("average")],
  ["ReduceMean", reduce("average", false)],
  ["ReduceMax", reduce("max", false)],
  ["ReduceSum", reduce("average", true)],
]);
