import type { LinearLayer } from "../core/repair/repair-sites.ts";
import { besides, type LinearFit, type NormalEquations, ridge } from "../core/stats/ridge.ts";
import { presentOf } from "./refit-layer.ts";
import { type Tensor2D, tf } from "./tf.ts";

/**
 * Sums of what a layer of the full network reads and gives, counted from the means where there is an intercept. Those of
 * any selection of features and targets are parts of them.
 */
export interface FullSums {
  readonly equations: NormalEquations;
  /** What the features and the targets are counted from. */
  readonly means: { readonly h: Float64Array; readonly y: Float64Array };
  readonly targetSquares: Float64Array;
}

const read = async (x: ReturnType<typeof tf.tensor>) => Float64Array.from(await x.data());

/**
 * Gathers sums pass by pass; rows are counted from the first pass's means, then from all of them.
 * @param intercept whether the layer has one
 */
export function gatherSums(features: number, targets: number, intercept: boolean) {
  const gram = new Float64Array(features * features);
  const cross = new Float64Array(features * targets);
  const [ofH, ofY, squares] = [features, targets, targets].map((length) => new Float64Array(length));
  let shift: { h: Tensor2D; y: Tensor2D } | null = null;
  let rows = 0;
  const addTo = (sums: Float64Array, values: Float64Array) => {
    for (let at = 0; at < sums.length; at++) sums[at] += values[at];
  };
  return {
    /** @param h [rows, features]; @param y [rows, targets] */
    async add(h: Tensor2D, y: Tensor2D): Promise<void> {
      if (shift === null) {
        const [a, b] = tf.tidy(() =>
          [h, y].map((x) => (intercept ? tf.mean(x, 0, true) : tf.zeros([1, x.shape[1]])) as Tensor2D),
        );
        shift = { h: a, y: b };
      }
      const from = shift;
      const products = tf.tidy(() => {
        const [x, t] = [tf.sub(h, from.h), tf.sub(y, from.y)] as [Tensor2D, Tensor2D];
        const turned = tf.transpose(x) as Tensor2D;
        return [tf.matMul(turned, x), tf.matMul(turned, t), tf.sum(x, 0), tf.sum(t, 0), tf.sum(tf.square(t), 0)];
      });
      const found = await Promise.all(products.map(read));
      tf.dispose(products);
      for (const [at, sums] of [gram, cross, ofH, ofY, squares].entries()) addTo(sums, found[at]);
      rows += h.shape[0];
    },
    async done(): Promise<FullSums> {
      const h = shift ? await read(shift.h) : new Float64Array(features);
      const y = shift ? await read(shift.y) : new Float64Array(targets);
      if (shift) tf.dispose([shift.h, shift.y]);
      if (intercept) {
        for (let i = 0; i < features; i++) {
          const mean = ofH[i] / rows;
          for (let j = 0; j < features; j++) gram[i * features + j] -= mean * ofH[j];
          for (let t = 0; t < targets; t++) cross[i * targets + t] -= mean * ofY[t];
          h[i] += mean;
        }
        for (let t = 0; t < targets; t++) {
          squares[t] = Math.max(0, squares[t] - ofY[t] ** 2 / rows);
          y[t] += ofY[t] / rows;
        }
        ofH.fill(0);
        ofY.fill(0);
      }
      const sums = { gram, cross, featureSums: ofH, targetSums: ofY, targetSquares: 0 };
      return { equations: { features, targets, rows, ...sums }, means: { h, y }, targetSquares: squares };
    },
  };
}

/** The equations of some features and targets. */
function partOf({ equations }: FullSums, features: Int32Array, targets: Int32Array): NormalEquations {
  const { gram, cross, featureSums, targetSums, rows, features: n, targets: m } = equations;
  const ownGram = new Float64Array(features.length ** 2);
  const ownCross = new Float64Array(features.length * targets.length);
  features.forEach((from, i) => {
    for (let j = 0; j < features.length; j++) ownGram[i * features.length + j] = gram[from * n + features[j]];
    for (let t = 0; t < targets.length; t++) ownCross[i * targets.length + t] = cross[from * m + targets[t]];
  });
  return {
    features: features.length,
    targets: targets.length,
    rows,
    gram: ownGram,
    cross: ownCross,
    featureSums: Float64Array.from(features, (at) => featureSums[at]),
    targetSums: Float64Array.from(targets, (at) => targetSums[at]),
    targetSquares: 0,
  };
}

/**
 * The least-squares weights of a layer of a pruned network that reads what the full one does, less what is cut: the same
 * as `refitLayer` gives, without another look at the examples.
 * @param features of the full layer that are left; @param targets its outputs that are left
 */
export function fitFromSums(
  sums: FullSums,
  layer: LinearLayer,
  normed: boolean,
  intercept: boolean,
  features: Int32Array,
  targets: Int32Array,
  penalty: number,
): LinearFit {
  const equations = partOf(sums, features, targets);
  const present = presentOf(layer, normed, 0);
  const change = ridge(besides(equations, present.weights), penalty, intercept);
  const weights = present.weights.map((value, at) => value + change.weights[at]);
  const offsets = change.intercept.map((value, t) => {
    let moved = value + sums.means.y[targets[t]];
    for (let i = 0; i < features.length; i++) moved -= weights[i * targets.length + t] * sums.means.h[features[i]];
    return moved;
  });
  return { weights, intercept: offsets };
}
