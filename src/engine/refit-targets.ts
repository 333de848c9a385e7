import type { LinearLayer } from "../core/repair/repair-sites.ts";
import { blocksOf, type Lattice, latticeAxes } from "./linear-rows.ts";
import { placesAlong } from "./places-along.ts";
import { type Tensor, type Tensor2D, type Tensor3D, tf } from "./tf.ts";

/** Rows for each number that the full layer reads, and rows at least, where there are as many. */
const rows = { aFeature: 8, least: 4096 };

/** The places that a layer is fitted at: all of them, or of a convolution with plenty every so many along each axis. */
export function thinnedLattice(
  layer: LinearLayer,
  features: number,
  examples: number,
  places: number,
  begin: (every: number) => number,
): Lattice {
  const axes = latticeAxes(layer);
  if (layer.kind === "dense") return { every: 1, begin: [0] };
  const wanted = Math.max(rows.aFeature * features, rows.least);
  const every = Math.max(1, Math.floor((places / Math.max(1, wanted / examples)) ** (1 / axes)));
  return { every, begin: Array.from({ length: axes }, () => begin(every)) };
}

/**
 * A layer's outputs at the lattice's places, [rows, channels]. Inside a tidy.
 * @param y with its batch axis
 */
export function rowsAt(layer: LinearLayer, y: Tensor, { every, begin }: Lattice): Tensor2D {
  const width = y.shape[y.rank - 1];
  const taken = (x: Tensor, axis: number, from: number) =>
    placesAlong(x, axis, from, Math.max(0, Math.ceil((x.shape[axis] - from) / every)), every);
  const sampled =
    layer.kind === "dense"
      ? taken(tf.reshape(y, [-1, width]), 0, begin[0])
      : begin.reduce((part, from, axis) => taken(part, axis + 1, from), y);
  return tf.reshape(sampled, [-1, width]) as Tensor2D;
}

/** The kept columns of these rows in the blocks of the pruned layer, [blocks, rows, targets]. Inside a tidy. */
export function keptRows(layer: LinearLayer, y: Tensor2D, kept: Int32Array): Tensor3D {
  const some = kept.length === y.shape[1] ? y : tf.gather(y, tf.tensor1d(kept, "int32"), 1);
  const blocks = blocksOf(layer);
  const width = kept.length;
  if (blocks === 1) return tf.reshape(some, [1, -1, width]) as Tensor3D;
  return tf.transpose(tf.reshape(some, [-1, blocks, width / blocks]), [1, 0, 2]) as Tensor3D;
}
