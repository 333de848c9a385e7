import type { LayerId, Shape } from "../../../core/model/model.ts";
import { type Activation, addLayer, type Decoding, freshId, shapeOfLayer } from "./decoding.ts";
import { type OnnxNode, unsupportedNode } from "./onnx-node.ts";
import { type AxisMap, batchAxis, noAxis } from "./onnx-origin.ts";

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/** [N, C, ...] with our channels last, as convolutions read it. */
export const channelsFirst = (rank: number): AxisMap => [
  batchAxis,
  rank - 2,
  ...Array.from({ length: Math.max(0, rank - 2) }, (_, i) => i),
];

/** Our axes in the graph's order. */
export const asIs = (rank: number): AxisMap => Array.from({ length: rank }, (_, i) => i - 1);

/** Our axes, each by the axis of the graph that it is. */
function placesOf(axes: AxisMap): readonly number[] {
  return axes
    .map((axis, place) => ({ axis, place }))
    .filter(({ axis }) => axis >= 0)
    .sort((a, b) => a.axis - b.axis)
    .map(({ place }) => place);
}

/** One layer that a tensor goes through on its way into another order; the same way is gone once. */
function through(decoding: Decoding, from: LayerId, key: string, make: (id: LayerId) => void): LayerId {
  const known = decoding.arranged.get(`${from} ${key}`);
  if (known !== undefined) return known;
  const id = freshId(decoding, `${from}/${key.startsWith("permute") ? "permuted" : "reshaped"}`);
  make(id);
  decoding.arranged.set(`${from} ${key}`, id);
  return id;
}

/** A reshape; a last axis that stays is left to follow its input, so that pruning does not touch the shape. */
export function addReshape(decoding: Decoding, from: LayerId, shape: Shape, lastStays: boolean): LayerId {
  return through(decoding, from, `reshape ${shape.join()}`, (id) => {
    if (shape.length === 1) addLayer(decoding, { kind: "flatten", id, inputs: [from], order: "channels-last" });
    else
      addLayer(decoding, {
        kind: "reshape",
        id,
        inputs: [from],
        shape: lastStays ? [...shape.slice(0, -1), -1] : shape,
      });
  });
}

/** Gives axes that our tensor lacks a place of length 1, as `wanted` orders them where that is possible. */
function withAllAxes(decoding: Decoding, { layer, axes }: Activation, wanted: AxisMap): Activation {
  if (axes.every((axis, i) => axis !== noAxis || wanted[i] === noAxis)) return { layer, axes };
  const shape = shapeOfLayer(decoding, layer);
  const present = placesOf(wanted).filter((place) => axes[place] !== noAxis);
  if (same(present, placesOf(axes))) {
    const lengths = placesOf(wanted).map((place) => ((axes[place] ?? 0) >= 0 ? (shape[axes[place] ?? 0] ?? 1) : 1));
    const last = axes[placesOf(wanted).at(-1) ?? 0] === shape.length - 1;
    return { layer: addReshape(decoding, layer, lengths, last), axes: wanted };
  }
  let added = 0;
  const grown = axes.map((axis, i) => (axis === noAxis && wanted[i] !== noAxis ? added++ : axis));
  return {
    layer: addReshape(decoding, layer, [...new Array<number>(added).fill(1), ...shape], true),
    axes: grown.map((axis, i) => (axis >= 0 && axes[i] !== noAxis ? axis + added : axis)),
  };
}

/**
 * The same tensor with its axes in another order of ours; permute and reshape layers are added where it takes any.
 * @throws FailureError model-unsupported where the batch would have to move
 */
export function arrange(decoding: Decoding, node: OnnxNode, activation: Activation, wanted: AxisMap): Activation {
  if (same(activation.axes, wanted)) return activation;
  if (activation.axes.length !== wanted.length)
    throw unsupportedNode(
      node,
      `reads a tensor with ${activation.axes.length} axes; ${wanted.length} were expected (batch included)`,
    );
  if (activation.axes.indexOf(batchAxis) !== wanted.indexOf(batchAxis))
    throw unsupportedNode(node, "reads a tensor whose batch is not where it should be");
  const { layer, axes } = withAllAxes(decoding, activation, wanted);
  if (same(axes, wanted)) return { layer, axes };
  const order = placesOf(wanted).map((place) => axes[place] ?? 0);
  const permuted = through(decoding, layer, `permute ${order.join()}`, (id) => {
    addLayer(decoding, { kind: "permute", id, inputs: [layer], axes: order });
  });
  return { layer: permuted, axes: wanted };
}

/** The same tensor with one axis of the graph as our last; the others keep their order. */
export function withLast(decoding: Decoding, node: OnnxNode, activation: Activation, axis: number): Activation {
  const { axes, layer } = activation;
  const rank = shapeOfLayer(decoding, layer).length;
  const ours = axes[axis] ?? noAxis;
  if (ours === batchAxis) throw unsupportedNode(node, "works along the batch, which would mix examples");
  if (ours === rank - 1) return activation;
  if (ours === noAxis)
    return arrange(
      decoding,
      node,
      activation,
      axes.map((each, i) => (i === axis ? rank : each)),
    );
  return arrange(
    decoding,
    node,
    activation,
    axes.map((each, i) => (i === axis ? rank - 1 : each > ours ? each - 1 : each)),
  );
}
