import { ridgeByRows } from "../core/stats/ridge-by-rows.ts";
import type { RowSums } from "./row-sums.ts";
import { type Tensor3D, tf } from "./tf.ts";

/**
 * The rows themselves, for layers that read more numbers than there are rows (or than a Gram matrix can be solved for):
 * the fit then goes by the inner products of the rows. `add` takes rows until there are `most`.
 */
export function heldRows(features: number, targets: number, intercept: boolean, most: number): RowSums {
  const held: { h: Float32Array; y: Float32Array; rows: number }[] = [];
  let rows = 0;
  return {
    get rows() {
      return rows;
    },
    async add(h, y) {
      const count = Math.min(h.shape[1], most - rows);
      if (count <= 0) return;
      const [read, given] = await Promise.all([h.data(), y.data()]);
      rows += count;
      held.push({
        h: (read as Float32Array).slice(0, count * features),
        y: (given as Float32Array).slice(0, count * targets),
        rows: count,
      });
    },
    async fit(_block, present, penalty) {
      const h = tf.tidy(() => tf.concat(held.map((part) => tf.tensor2d(part.h, [part.rows, features]))));
      const y = tf.tidy(() => tf.concat(held.map((part) => tf.tensor2d(part.y, [part.rows, targets]))));
      const kernel = tf.tensor2d(Float32Array.from(present.weights), [features, targets]);
      const left = tf.tidy(() => tf.sub(y, tf.matMul(h, kernel)));
      const turned = tf.transpose(h);
      const products = tf.matMul(h, turned);
      const found = ridgeByRows(
        Float64Array.from(await products.data()),
        Float64Array.from(await left.data()),
        rows,
        targets,
        features,
        penalty,
        intercept,
      );
      const by = tf.tensor2d(Float32Array.from(found), [rows, targets]);
      const change = tf.matMul(turned, by);
      const weights = tf.add(kernel, change);
      const means = tf.tidy(() => tf.mean(tf.sub(y, tf.matMul(h, weights)), 0));
      const stood = present.intercept;
      const squares = tf.tidy(() => {
        const about = (x: typeof y, constant: "mean" | Float64Array | null) => {
          if (constant === null) return tf.sum(tf.square(x));
          const shift = constant === "mean" ? tf.mean(x, 0) : tf.tensor1d(Float32Array.from(constant));
          return tf.sum(tf.square(tf.sub(x, shift)));
        };
        const best = intercept ? "mean" : null;
        return tf.stack([
          about(left as typeof y, stood === "best" ? "mean" : stood),
          about(tf.sub(y, tf.matMul(h, weights)), best),
          about(y, best),
        ]);
      });
      const [before, after, all] = await squares.data();
      const fit = {
        weights: Float64Array.from(await weights.data()),
        intercept: intercept ? Float64Array.from(await means.data()) : new Float64Array(targets),
        before,
        after,
        all,
      };
      tf.dispose([h, y, turned, kernel, left, products, by, change, weights, means, squares]);
      return fit;
    },
    dispose() {
      held.length = 0;
    },
  };
}

/** Random rows of a pass, the same of both; all of them where there are no more. Inside a tidy. */
export function drawnRows(h: Tensor3D, y: Tensor3D, chosen: Int32Array): [Tensor3D, Tensor3D] {
  if (chosen.length === h.shape[1]) return [h, y];
  const at = tf.tensor1d(chosen, "int32");
  return [tf.gather(h, at, 1), tf.gather(y, at, 1)];
}
