import { besides, type LinearFit, type NormalEquations, residualSquares, ridge } from "../core/stats/ridge.ts";
import { type Tensor3D, tf } from "./tf.ts";

/** A least-squares fit of one block, and how much of the targets' variance was and is explained. */
export interface BlockFit extends LinearFit {
  /** Sums of squares: left by the present weights, left by the fit, and there in all. */
  readonly before: number;
  readonly after: number;
  readonly all: number;
}

/** Where a layer stands before it is fitted: its kernel as [features, targets] and its bias. */
export interface Present {
  readonly weights: Float64Array;
  /** "best": whatever follows takes up the means; null: there is none. */
  readonly intercept: Float64Array | "best" | null;
}

/** Sums over rows of one layer's blocks, gathered pass by pass, from which it is fitted. */
export interface RowSums {
  readonly rows: number;
  /** @param h [blocks, rows, features]; @param y [blocks, rows, targets] */
  add(h: Tensor3D, y: Tensor3D): Promise<void>;
  fit(block: number, present: Present, penalty: number): Promise<BlockFit>;
  dispose(): void;
}

interface Sums {
  readonly gram: Float64Array;
  readonly cross: Float64Array;
  readonly featureSums: Float64Array;
  readonly targetSums: Float64Array;
  targetSquares: number;
}

function addTo(sums: Float64Array, values: ArrayLike<number>, from: number): void {
  for (let at = 0; at < sums.length; at++) sums[at] += values[from + at];
}

/** The same intercept for features and targets that are counted from `shift`. */
function shiftedIntercept(present: Present, features: number, targets: number, shift: Shift): Present["intercept"] {
  if (!(present.intercept instanceof Float64Array)) return present.intercept;
  return present.intercept.map((value, t) => {
    let moved = value - shift.targets[t];
    for (let i = 0; i < features; i++) moved += present.weights[i * targets + t] * shift.features[i];
    return moved;
  });
}

interface Shift {
  readonly features: Float32Array;
  readonly targets: Float32Array;
}

/**
 * Gram matrices in 64-bit on this side, from products in 32-bit on the backend. Rows are counted from the mean of the
 * first pass where there is an intercept, so that large means cost no digits.
 */
export function gramSums(blocks: number, features: number, targets: number, intercept: boolean): RowSums {
  const sums: Sums[] = Array.from({ length: blocks }, () => ({
    gram: new Float64Array(features * features),
    cross: new Float64Array(features * targets),
    featureSums: new Float64Array(features),
    targetSums: new Float64Array(targets),
    targetSquares: 0,
  }));
  let rows = 0;
  let shift: { readonly h: Tensor3D; readonly y: Tensor3D; readonly values: Shift[] } | null = null;

  async function firstShift(h: Tensor3D, y: Tensor3D) {
    const [means, targetMeans] = tf.tidy(() =>
      intercept
        ? [tf.mean(h, 1, true) as Tensor3D, tf.mean(y, 1, true) as Tensor3D]
        : [tf.zeros([blocks, 1, features]) as Tensor3D, tf.zeros([blocks, 1, targets]) as Tensor3D],
    );
    const [ofFeatures, ofTargets] = await Promise.all([means.data(), targetMeans.data()]);
    const values = sums.map((_, block) => ({
      features: ofFeatures.slice(block * features, (block + 1) * features) as Float32Array,
      targets: ofTargets.slice(block * targets, (block + 1) * targets) as Float32Array,
    }));
    return { h: means, y: targetMeans, values };
  }

  return {
    get rows() {
      return rows;
    },
    async add(h, y) {
      shift ??= await firstShift(h, y);
      const from = shift;
      const products = tf.tidy(() => {
        const [x, t] = [tf.sub(h, from.h), tf.sub(y, from.y)];
        // turned by hand: ten times faster on wasm than matMul's own way
        const turned = tf.transpose(x, [0, 2, 1]);
        return [tf.matMul(turned, x), tf.matMul(turned, t), tf.sum(x, 1), tf.sum(t, 1), tf.sum(tf.square(t), [1, 2])];
      });
      const [gram, cross, ofFeatures, ofTargets, squares] = await Promise.all(products.map((each) => each.data()));
      tf.dispose(products);
      sums.forEach((each, block) => {
        addTo(each.gram, gram, block * each.gram.length);
        addTo(each.cross, cross, block * each.cross.length);
        addTo(each.featureSums, ofFeatures, block * features);
        addTo(each.targetSums, ofTargets, block * targets);
        each.targetSquares += squares[block];
      });
      rows += h.shape[1];
    },
    async fit(block, present, penalty) {
      const equations: NormalEquations = { features, targets, rows, ...sums[block] };
      const values = shift?.values[block] ?? {
        features: new Float32Array(features),
        targets: new Float32Array(targets),
      };
      const stood = shiftedIntercept(present, features, targets, values) ?? new Float64Array(targets);
      const found = ridge(besides(equations, present.weights), penalty, intercept);
      const weights = present.weights.map((value, at) => value + found.weights[at]);
      const moved = found.intercept.map((value, t) => {
        let back = value + values.targets[t];
        for (let i = 0; i < features; i++) back -= weights[i * targets + t] * values.features[i];
        return back;
      });
      return {
        weights,
        intercept: moved,
        before: residualSquares(equations, present.weights, stood),
        after: residualSquares(equations, weights, intercept ? "best" : new Float64Array(targets)),
        all: residualSquares(
          equations,
          new Float64Array(features * targets),
          intercept ? "best" : new Float64Array(targets),
        ),
      };
    },
    dispose() {
      if (shift) tf.dispose([shift.h, shift.y]);
      shift = null;
    },
  };
}
