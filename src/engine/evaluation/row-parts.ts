import type { Activation, Layer } from "../../core/model/model.ts";
import type { Value } from "./row-layers.ts";
import type { Draft } from "./row-programme.ts";
import { tapsFrom } from "./row-taps.ts";

/** No bounds. */
export const unbounded = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** The bounds that an activation is; null where it is more. */
export function boundsOf({ name, alpha, beta }: Activation): { low: number; high: number } | null {
  if (name === "linear") return unbounded;
  if (name === "relu") return { low: 0, high: unbounded.high };
  if (name === "relu6") return { low: 0, high: 6 };
  return name === "clip" ? { low: alpha ?? 0, high: beta ?? 1 } : null;
}

/** Adds what bounds cannot do. */
export function finish(draft: Draft, value: Value, activation: Activation): Value {
  if (!boundsOf(activation)) draft.ops.push({ kind: "activation", y: value.store, activation });
  return value;
}

/** Places of x in other places of y, zero where there is none. */
export function moved(
  draft: Draft,
  layer: Layer,
  x: Value,
  from: readonly number[],
  strides: readonly number[],
): Value | null {
  const shape = draft.shapeOf(layer.id);
  const [before, after] = [x.shape.slice(0, -1), shape.slice(0, -1)];
  if (x.flat || before.length === 0 || before.length > 2) return null;
  const found: [number, number][][] = [];
  const [height, width] = [after.length === 2 ? after[0] : 1, after.at(-1) ?? 1];
  const source = (place: number, axis: number) => {
    const at = from[axis] + place * strides[axis];
    return at >= 0 && at < before[axis] ? at : -1;
  };
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const [y0, x0] = before.length === 2 ? [source(row, 0), source(column, 1)] : [0, source(column, 0)];
      found.push(y0 < 0 || x0 < 0 ? [] : [[y0 * (before.at(-1) ?? 1) + x0, 0]]);
    }
  const y = draft.store(shape);
  draft.ops.push({
    kind: "pool",
    x: x.store,
    y: y.store,
    taps: tapsFrom(found),
    factors: new Float32Array(found.length).fill(1),
  });
  return y;
}

/** x * scale + offset by channel. */
export function affine(
  draft: Draft,
  layer: Layer,
  x: Value,
  scale: (channel: number) => number,
  offset: (channel: number) => number,
): Value | null {
  const channels = x.shape.at(-1) ?? 1;
  if (x.flat) return null;
  const numbers = Float32Array.from({ length: 2 * channels }, (_, at) => (at % 2 === 0 ? scale : offset)(at >> 1));
  const y = draft.store(draft.shapeOf(layer.id));
  draft.ops.push({ kind: "affine", x: x.store, y: y.store, numbers, ...unbounded });
  return y;
}

/** The channels of all inputs, one after the other; or some of them. */
export function select(
  draft: Draft,
  layer: Layer,
  inputs: readonly Value[],
  chosen: readonly (readonly [number, number])[],
): Value | null {
  if (inputs.some(({ flat }) => flat)) return null;
  const y = draft.store(draft.shapeOf(layer.id));
  draft.ops.push({
    kind: "select",
    stores: Int32Array.from(chosen, ([input]) => inputs[input].store),
    channels: Int32Array.from(chosen, ([, channel]) => channel),
    y: y.store,
  });
  return y;
}
