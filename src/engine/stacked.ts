import type { CoalitionBatch } from "../core/game/coalition-batch.ts";
import { type Tensor, type Tensor2D, tf } from "./tf.ts";

/** Repeats a tensor of one pass over examples for every coalition: [examples, ...] -> [rows x examples, ...]. */
export function stacked(x: Tensor, rows: number): Tensor {
  const repeated = tf.tile(tf.expandDims(x, 0), [rows, ...x.shape.map(() => 1)]);
  return tf.reshape(repeated, [rows * x.shape[0], ...x.shape.slice(1)]);
}

/** Multiplies channels by each coalition's mask; x may be stacked already or shared by all coalitions. */
export function masked(x: Tensor, mask: Tensor2D, shared: boolean): Tensor {
  const [rows, channels] = mask.shape;
  const places = x.size / channels / (shared ? 1 : rows);
  const product = tf.mul(tf.reshape(x, [shared ? 1 : rows, places, channels]), tf.expandDims(mask, 1));
  const batch = shared ? rows * x.shape[0] : x.shape[0];
  return tf.reshape(product, [batch, ...x.shape.slice(1)]);
}

/** One number a coalition and column: 1 or the gain where the column's player is present, 1 where it has none. */
export function maskMatrix(batch: CoalitionBatch, columns: Int32Array, gains: Float32Array | undefined): Tensor2D {
  const width = columns.length;
  const values = new Float32Array(batch.rows * width);
  for (let row = 0; row < batch.rows; row++)
    for (let column = 0; column < width; column++) {
      const player = columns[column];
      const place = row * batch.players + player;
      values[row * width + column] = player < 0 ? 1 : batch.members[place] === 0 ? 0 : (gains?.[place] ?? 1);
    }
  return tf.tensor2d(values, [batch.rows, width]);
}
