import type { LinearLayer } from "../core/repair/repair-sites.ts";
import { applyLayer } from "./apply-layer.ts";
import type { DrawnPlaces } from "./drawn-places.ts";
import type { LayerTensors } from "./layer-tensors.ts";
import { placesAlong } from "./places-along.ts";
import { samePadding } from "./same-padding.ts";
import { type Tensor, type Tensor3D, tf } from "./tf.ts";

/**
 * A layer that is linear in its weights as a least-squares problem: rows of what it reads against rows of what it gives,
 * one row a place. Everything inside the caller's `tf.tidy`.
 */

/** Which places of a layer's output are taken: every so many along each spatial axis (of a dense layer: rows), from `begin` on. */
export interface Lattice {
  readonly every: number;
  readonly begin: readonly number[];
}

/** Blocks of a layer that read different channels: 1, or the groups of a convolution; every channel where it is depthwise. */
export function blocksOf(layer: LinearLayer): number {
  if (layer.kind === "dense") return 1;
  return layer.kind === "conv"
    ? (layer.groups ?? 1)
    : layer.weights.kernel.shape[layer.weights.kernel.shape.length - 2];
}

/** Numbers that one output reads. The kernel is a matrix [features, blocks x targets], whatever the layer. */
export function featuresOf(layer: LinearLayer): number {
  const { shape } = layer.weights.kernel;
  const places = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  return layer.kind === "depthwise-conv" ? places : places * shape[shape.length - 2];
}

/** Spatial axes that a lattice runs over. */
export function latticeAxes(layer: LinearLayer): number {
  return layer.kind === "dense" ? 1 : layer.strides.length;
}

const countFrom = (length: number, begin: number, every: number) => Math.max(0, Math.ceil((length - begin) / every));

/** Zeros before and after one spatial axis, made explicit. */
function paddingOf(layer: Exclude<LinearLayer, { kind: "dense" }>, length: number, reach: number, stride: number) {
  if (layer.padding === "same") return samePadding(length, reach, stride);
  return layer.padding === "causal" ? ([reach - 1, 0] as [number, number]) : ([0, 0] as [number, number]);
}

/** The padded input and, a spatial axis each, the reach of the window and the places of the output. */
function padded(layer: Exclude<LinearLayer, { kind: "dense" }>, x: Tensor) {
  const axes = layer.strides.map((stride, axis) => {
    const reach = (layer.weights.kernel.shape[axis] - 1) * layer.dilation[axis] + 1;
    const length = x.shape[axis + 1];
    const padding = paddingOf(layer, length, reach, stride);
    return { padding, places: Math.floor((length + padding[0] + padding[1] - reach) / stride) + 1 };
  });
  const paddings = axes.map(({ padding }) => padding);
  const input = paddings.some(([before, after]) => before + after > 0) ? tf.pad(x, [[0, 0], ...paddings, [0, 0]]) : x;
  return { input, places: axes.map(({ places }) => places) };
}

/** Steps through the window, the last axis fastest. */
function tapsOf(window: readonly number[]): number[][] {
  return window.reduce<number[][]>(
    (taps, length) => taps.flatMap((tap) => Array.from({ length }, (_, step) => [...tap, step])),
    [[]],
  );
}

/**
 * What the outputs at the lattice's places read.
 * @param x the layer's input with its batch axis
 * @returns [blocks, rows, features], the features in the order of the kernel's rows
 */
export function readRows(layer: LinearLayer, x: Tensor, { every, begin }: Lattice): Tensor3D {
  if (layer.kind === "dense") {
    const rows = tf.reshape(x, [-1, layer.weights.kernel.shape[0]]);
    const taken = placesAlong(rows, 0, begin[0], countFrom(rows.shape[0], begin[0], every), every);
    return tf.expandDims(taken, 0) as Tensor3D;
  }
  const { input, places } = padded(layer, x);
  const taps = tapsOf(layer.weights.kernel.shape.slice(0, layer.strides.length)).map((tap) =>
    tap.reduce((part, step, axis) => {
      const [stride, dilation] = [layer.strides[axis], layer.dilation[axis]];
      const count = countFrom(places[axis], begin[axis], every);
      return placesAlong(part, axis + 1, begin[axis] * stride + step * dilation, count, every * stride);
    }, input),
  );
  const channels = x.shape[x.rank - 1];
  const columns = taps.map((tap) => tf.reshape(tap, [-1, 1, channels]));
  return inBlocks(layer, tf.concat(columns, 1) as Tensor3D);
}

/** What each tap reads in each row, [rows, taps, channels], as [blocks, rows, features]. */
function inBlocks(layer: LinearLayer, stacked: Tensor3D): Tensor3D {
  const [rows, taps, channels] = stacked.shape;
  const blocks = blocksOf(layer);
  if (blocks === 1) return tf.reshape(stacked, [1, rows, taps * channels]) as Tensor3D;
  const apart = tf.reshape(stacked, [rows, taps, blocks, channels / blocks]);
  const byBlock = tf.transpose(apart, [2, 0, 1, 3]);
  return tf.reshape(byBlock, [blocks, rows, (taps * channels) / blocks]) as Tensor3D;
}

/**
 * What a convolution's outputs at drawn places read; as `readRows`.
 * @param drawn of the examples in `x`
 */
export function readDrawn(layer: Exclude<LinearLayer, { kind: "dense" }>, x: Tensor, drawn: DrawnPlaces): Tensor3D {
  const { input, places } = padded(layer, x);
  const lengths = input.shape.slice(1, -1);
  const taps = tapsOf(layer.weights.kernel.shape.slice(0, layer.strides.length));
  const rows = drawn.place.length;
  const at = new Int32Array(rows * taps.length);
  for (let row = 0; row < rows; row++) {
    // the corner of what the place reads, an axis each, the last one first in `place`
    const corner = new Array<number>(places.length);
    let left = drawn.place[row];
    for (let axis = places.length - 1; axis >= 0; axis--) {
      corner[axis] = (left % places[axis]) * layer.strides[axis];
      left = Math.floor(left / places[axis]);
    }
    taps.forEach((tap, number) => {
      at[row * taps.length + number] = tap.reduce(
        (flat, step, axis) => flat * lengths[axis] + corner[axis] + step * layer.dilation[axis],
        drawn.example[row],
      );
    });
  }
  const channels = x.shape[x.rank - 1];
  const read = tf.gather(tf.reshape(input, [-1, channels]), tf.tensor1d(at, "int32"));
  return inBlocks(layer, tf.reshape(read, [rows, taps.length, channels]) as Tensor3D);
}

/**
 * The outputs at the lattice's places.
 * @param y the layer's output with its batch axis
 * @returns [blocks, rows, targets]
 */
export function givenRows(layer: LinearLayer, y: Tensor, { every, begin }: Lattice): Tensor3D {
  const width = y.shape[y.rank - 1];
  let taken: Tensor;
  if (layer.kind === "dense") {
    const rows = tf.reshape(y, [-1, width]);
    taken = placesAlong(rows, 0, begin[0], countFrom(rows.shape[0], begin[0], every), every);
  } else
    taken = begin.reduce(
      (part, from, axis) => placesAlong(part, axis + 1, from, countFrom(y.shape[axis + 1], from, every), every),
      y,
    );
  const blocks = blocksOf(layer);
  const apart = tf.reshape(taken, [-1, blocks, width / blocks]);
  return (blocks === 1 ? tf.reshape(apart, [1, -1, width]) : tf.transpose(apart, [1, 0, 2])) as Tensor3D;
}

/** What a layer gives before its activation, at some of its output channels. */
export function linearPart(layer: LinearLayer, x: Tensor, weights: LayerTensors, kept?: Int32Array): Tensor {
  const y = applyLayer({ ...layer, activation: { name: "linear" } }, [x], weights);
  const width = y.shape[y.rank - 1];
  return kept === undefined || kept.length === width ? y : tf.gather(y, tf.tensor1d(kept, "int32"), y.rank - 1);
}
