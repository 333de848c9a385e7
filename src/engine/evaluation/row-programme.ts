import type { Activation, LayerId, Model, Shape } from "../../core/model/model.ts";
import { outputShapes } from "../../core/model/shapes.ts";
import type { EvaluationPlan } from "../evaluation-plan.ts";
import { lowered, type Value } from "./row-layers.ts";
import type { Taps } from "./row-taps.ts";

/** A tensor of one example: channels of places. Without a frontier layer it is computed for each coalition. */
export interface Store {
  readonly channels: number;
  readonly places: number;
  readonly frontier: LayerId | null;
}

/** y[o] = clamp(bias[o] + sum over taps and channels of kernel x), with masks on the channels. */
export interface LinearOp {
  readonly kind: "linear";
  readonly layer: LayerId;
  readonly x: number;
  readonly y: number;
  readonly taps: Taps;
  /** Taps of the window. */
  readonly window: number;
  readonly channels: number;
  readonly outputs: number;
  /** Row-major [rows[tap * channels + channel], outputs]. */
  readonly kernel: Float32Array;
  readonly rows: Int32Array;
  readonly bias: Float32Array | null;
  /** Player of each input channel, -1 where it is always there; null where nothing is masked. */
  readonly players: Int32Array | null;
  readonly low: number;
  readonly high: number;
}

/** The greatest of each place's taps, or their sum times a factor: pools, zero padding, slices. */
export interface PoolOp {
  readonly kind: "pool";
  readonly x: number;
  readonly y: number;
  readonly taps: Taps;
  /** One number a place; null for the greatest. */
  readonly factors: Float32Array | null;
}

/** y = clamp(x * scale + offset) by channel. */
export interface AffineOp {
  readonly kind: "affine";
  readonly x: number;
  readonly y: number;
  /** Scale and offset of each channel. */
  readonly numbers: Float32Array;
  readonly low: number;
  readonly high: number;
}

export interface AddOp {
  readonly kind: "add";
  readonly inputs: readonly number[];
  readonly y: number;
}

/** Channel c of y is channel `channels[c]` of store `stores[c]`; zero where that is -1. */
export interface SelectOp {
  readonly kind: "select";
  readonly stores: Int32Array;
  readonly channels: Int32Array;
  readonly y: number;
}

/** In place. */
export interface ActivationOp {
  readonly kind: "activation";
  readonly y: number;
  readonly activation: Activation;
}

export type RowOp = LinearOp | PoolOp | AffineOp | AddOp | SelectOp | ActivationOp;

/** A suffix as operations on rows of examples (see `Kernel`). */
export interface RowProgramme {
  readonly stores: readonly Store[];
  readonly ops: readonly RowOp[];
  readonly output: number;
}

/** Stores that an operation reads. */
export function readBy(op: RowOp): readonly number[] {
  switch (op.kind) {
    case "add":
      return op.inputs;
    case "select":
      return [...new Set(op.stores)];
    case "activation":
      return [op.y];
    default:
      return [op.x];
  }
}

/** What a layer adds to a programme. */
export interface Draft {
  readonly plan: EvaluationPlan;
  readonly stores: Store[];
  readonly ops: RowOp[];
  shapeOf(id: LayerId): Shape;
  /** A store for a tensor of this shape. */
  store(shape: Shape): Value;
}

const sizeOf = (shape: Shape): number => shape.reduce((product, length) => product * length, 1);

/**
 * The suffix of a plan as a row programme.
 * @returns the programme, or a sentence that says which layer has no rows
 */
export function rowProgramme(model: Model, plan: EvaluationPlan): RowProgramme | string {
  const shapes = outputShapes(model);
  const shapeOf = (id: LayerId): Shape => shapes.get(id) ?? [];
  const stores: Store[] = [];
  const newStore = (shape: Shape, frontier: LayerId | null): Value => {
    const channels = shape.at(-1) ?? 1;
    const places = sizeOf(shape) / Math.max(1, channels);
    return { store: stores.push({ channels, places, frontier }) - 1, shape, flat: null };
  };
  const draft: Draft = { plan, stores, ops: [], shapeOf, store: (shape) => newStore(shape, null) };
  const values = new Map<LayerId, Value>();
  for (const id of plan.frontier) values.set(id, newStore(shapeOf(id), id));
  for (const layer of plan.suffix) {
    const inputs = layer.inputs.map((id) => values.get(id));
    const value = inputs.includes(undefined) ? null : lowered(draft, layer, inputs as Value[]);
    if (!value) return `The layer ${layer.id} (${layer.kind}) is not computed in rows.`;
    values.set(layer.id, value);
  }
  const output = values.get(model.output);
  if (!output || stores[output.store].frontier !== null) return "No unit reaches the output.";
  if (output.flat || output.shape.length !== 1) return "The output is not one row a class.";
  return { stores, ops: draft.ops, output: output.store };
}
