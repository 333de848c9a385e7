import type { RandomSource } from "../core/random/random-source.ts";
import type { LinearLayer } from "../core/repair/repair-sites.ts";
import { type DrawnPlaces, drawnPlaces } from "./drawn-places.ts";
import { blocksOf, featuresOf, latticeAxes, readDrawn, readRows } from "./linear-rows.ts";
import { type Tensor, type Tensor2D, type Tensor3D, tf } from "./tf.ts";

/**
 * Rows for each number that the full layer reads, and rows at least, where there are as many; one an example at least.
 * Rows that are summed up once, for all selections, cost little.
 */
const rows = { aFeature: 8, least: 4096, leastOnce: 32_768 };

/**
 * The places that a layer is fitted at: of a convolution with plenty some of every example, else all of them (null).
 * @param once whether its rows are read once for all selections
 */
export function placesLookedAt(
  layer: LinearLayer,
  examples: number,
  places: number,
  once: boolean,
  random: RandomSource,
): DrawnPlaces | null {
  if (layer.kind === "dense") return null;
  const least = once ? rows.leastOnce : rows.least;
  return drawnPlaces(examples, places, Math.max(rows.aFeature * featuresOf(layer), least, examples), random);
}

/** What a layer reads at these places, [blocks, rows, features]. Inside a tidy. */
export function rowsRead(layer: LinearLayer, x: Tensor, drawn: DrawnPlaces | null): Tensor3D {
  if (drawn && layer.kind !== "dense") return readDrawn(layer, x, drawn);
  return readRows(layer, x, { every: 1, begin: new Array<number>(latticeAxes(layer)).fill(0) });
}

/**
 * A layer's outputs at these places, [rows, channels]. Inside a tidy.
 * @param y with its batch axis
 */
export function rowsGiven(y: Tensor, drawn: DrawnPlaces | null): Tensor2D {
  const width = y.shape[y.rank - 1];
  const flat = tf.reshape(y, [-1, width]) as Tensor2D;
  if (drawn === null) return flat;
  const places = y.shape.slice(1, -1).reduce((product, length) => product * length, 1);
  const at = drawn.place.map((place, row) => drawn.example[row] * places + place);
  return tf.gather(flat, tf.tensor1d(at, "int32")) as Tensor2D;
}

/** The kept columns of these rows in the blocks of the pruned layer, [blocks, rows, targets]. Inside a tidy. */
export function keptRows(layer: LinearLayer, y: Tensor2D, kept: Int32Array): Tensor3D {
  const some = kept.length === y.shape[1] ? y : tf.gather(y, tf.tensor1d(kept, "int32"), 1);
  const blocks = blocksOf(layer);
  const width = kept.length;
  if (blocks === 1) return tf.reshape(some, [1, -1, width]) as Tensor3D;
  return tf.transpose(tf.reshape(some, [-1, blocks, width / blocks]), [1, 0, 2]) as Tensor3D;
}
