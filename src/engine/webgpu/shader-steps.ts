import { unbounded } from "../evaluation/row-parts.ts";
import type { LinearOp, RowOp, RowProgramme, SelectOp } from "../evaluation/row-programme.ts";
import type { Taps } from "../evaluation/row-taps.ts";
import { activationWgsl } from "./activation-wgsl.ts";
import {
  activationShader,
  addMoreShader,
  addShader,
  affineShader,
  poolShader,
  selectShader,
  softmaxShader,
  zeroShader,
} from "./channel-shaders.ts";
import { type LinearTile, linearShader, sumShader } from "./linear-shader.ts";
import type { Shader, Sizes } from "./shader.ts";

/** One dispatch of a pass. */
export interface ShaderStep {
  /** Operation of the programme that it belongs to. */
  readonly at: number;
  readonly shader: Shader;
  /** Stores; -1 where the shader has none. */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Names of what was uploaded once. */
  readonly weights: string | null;
  readonly taps: string | null;
  /** Channels of y that an invocation computes; 0: all of them. */
  readonly slots: number;
  /** Quads of examples that an invocation computes. */
  readonly quads: number;
  readonly sizes: Partial<Sizes>;
}

/** Weights of a linear operation [tap, channel, output], then the bias, then as many zeros. */
function linearNumbers(op: LinearOp): Float32Array {
  const { rows, kernel, outputs, bias } = op;
  const numbers = new Float32Array((rows.length + 2) * outputs);
  rows.forEach((row, at) => {
    numbers.set(kernel.subarray(row * outputs, (row + 1) * outputs), at * outputs);
  });
  if (bias) numbers.set(bias, rows.length * outputs);
  return numbers;
}

/** Starts of each place's taps and the end, then input place and number of each, then a factor for each place. */
function tapNumbers({ starts, inputs, numbers }: Taps, factors: Float32Array | null): Uint32Array {
  const packed = new Uint32Array(starts.length + 2 * inputs.length + (factors?.length ?? 0));
  packed.set(starts);
  inputs.forEach((input, tap) => {
    packed[starts.length + 2 * tap] = input;
    packed[starts.length + 2 * tap + 1] = numbers[tap];
  });
  if (factors)
    packed.set(new Uint32Array(factors.buffer, factors.byteOffset, factors.length), starts.length + 2 * inputs.length);
  return packed;
}

type Numbers = Float32Array | Uint32Array;

/** For each channel of y, one more than the channel of a store that it is; 0 where it is none. Of store -1: whether it is any. */
function sourcesOf(op: SelectOp, store: number): Uint32Array {
  return Uint32Array.from(op.channels, (channel, y) => {
    if (store < 0) return channel < 0 ? 0 : 1;
    return op.stores[y] === store && channel >= 0 ? channel + 1 : 0;
  });
}

/** Numbers that the steps of a programme read and no coalition changes, by name; made when they are asked for. */
export function constantsOf({ stores, ops }: RowProgramme): ReadonlyMap<string, () => Numbers> {
  const found = new Map<string, () => Numbers>();
  ops.forEach((op, at) => {
    if (op.kind === "linear")
      found.set(`weights ${at}`, () => linearNumbers(op)).set(`taps ${at}`, () => tapNumbers(op.taps, null));
    if (op.kind === "pool") found.set(`taps ${at}`, () => tapNumbers(op.taps, op.factors));
    if (op.kind === "affine") found.set(`weights ${at}`, () => op.numbers);
    // a sum of one tensor is its copy
    if (op.kind === "add" && op.inputs.length === 1)
      found.set(`weights ${at}`, () => Float32Array.from({ length: 2 * stores[op.y].channels }, (_, n) => 1 - (n % 2)));
    if (op.kind === "select")
      for (const store of new Set([-1, ...op.stores])) found.set(`taps ${at} ${store}`, () => sourcesOf(op, store));
  });
  return found;
}

/** The step that computes a linear operation, or what its channels give one by one: without bias and bounds. */
export function linearStep(op: LinearOp, at: number, tile: LinearTile, gains: boolean, apart: boolean): ShaderStep {
  const weights = op.rows.length * op.outputs;
  const bounds = apart ? unbounded : op;
  return {
    at,
    shader: linearShader(tile, gains),
    x: op.x,
    y: op.y,
    z: -1,
    weights: `weights ${at}`,
    taps: `taps ${at}`,
    slots: tile.outputs,
    quads: tile.quads,
    sizes: { biasAt: weights + (apart ? op.outputs : 0), low: bounds.low, high: bounds.high },
  };
}

/** Outputs of an invocation: as many as there are, or two rounds of eight. */
const tileOf = (op: LinearOp, quads: number): LinearTile => ({ outputs: op.outputs <= 4 ? 4 : 8, quads });

/** The dispatches of one operation. */
function stepsOf(op: RowOp, at: number, folded: boolean, gains: boolean, quads: number): ShaderStep[] {
  const plain = { at, x: -1, y: op.y, z: -1, weights: null, taps: null, slots: 1, quads: 1, sizes: {} };
  switch (op.kind) {
    case "linear": {
      const step = linearStep(op, at, tileOf(op, quads), gains, false);
      return [folded ? { ...step, shader: sumShader(gains), x: -1, taps: null, slots: 1, quads: 1 } : step];
    }
    case "pool": {
      const biasAt = op.taps.starts.length + 2 * op.taps.inputs.length;
      return [{ ...plain, shader: poolShader(op.factors !== null), x: op.x, taps: `taps ${at}`, sizes: { biasAt } }];
    }
    case "affine": {
      const { low, high } = op;
      return [{ ...plain, shader: affineShader(), x: op.x, weights: `weights ${at}`, sizes: { low, high } }];
    }
    case "add": {
      const [x, z, ...more] = op.inputs;
      const first =
        z === undefined
          ? { ...plain, shader: affineShader(), x, weights: `weights ${at}`, sizes: unbounded }
          : { ...plain, shader: addShader(), x, z };
      return [first, ...more.map((input) => ({ ...plain, shader: addMoreShader(), x: input }))];
    }
    case "select":
      return [...new Set([-1, ...op.stores])]
        .filter((store) => store >= 0 || op.channels.includes(-1))
        .map((store) => ({
          ...plain,
          shader: store < 0 ? zeroShader() : selectShader(),
          x: store,
          taps: `taps ${at} ${store}`,
        }));
    case "activation": {
      const { name } = op.activation;
      if (name === "softmax" || name === "log-softmax")
        return [{ ...plain, shader: softmaxShader(name === "log-softmax"), slots: 0 }];
      const { functions, expression } = activationWgsl(op.activation);
      return [{ ...plain, shader: activationShader(functions, expression) }];
    }
  }
}

/**
 * The dispatches of a pass, in order.
 * @param folds whether what each channel gives to an operation is kept
 * @param quads of an invocation of a linear shader
 */
export function shaderSteps(
  { ops }: RowProgramme,
  folds: (at: number) => boolean,
  gains: boolean,
  quads: number,
): ShaderStep[] {
  return ops.flatMap((op, at) => stepsOf(op, at, folds(at), gains, quads));
}
