import type { ActivationName, ConvLayer } from "../src/core/model/model.ts";
import { append, chance, type Draft, fresh, pick, shapeAt, weight, weights } from "./random-draft.ts";

export const names: readonly ActivationName[] = [
  ...(["linear", "relu", "relu6", "leaky-relu", "elu", "selu", "gelu", "gelu-tanh", "silu"] as const),
  ...(["tanh", "sigmoid", "hard-sigmoid", "softplus", "softsign"] as const),
];

/** A convolution behind `from`; stride and dilation never both above 1, as tfjs has it. */
export function appendConv(draft: Draft, from: string, keepPlaces: boolean, filters: number): string {
  const { random } = draft;
  const shape = shapeAt(draft, from);
  const spatial = shape.slice(0, -1);
  const channels = shape[spatial.length];
  const window = spatial.map((length) => 1 + random.integer(Math.min(3, length)));
  const strided = !keepPlaces && chance(random, 0.3);
  const causal = spatial.length === 1 && chance(random, 0.3);
  const padding = causal ? "causal" : keepPlaces || strided || chance(random, 0.5) ? "same" : "valid";
  const dilated = padding !== "valid" && !strided && chance(random, 0.2);
  const fanIn = channels * window.reduce((product, n) => product * n, 1);
  const layer: ConvLayer = {
    id: fresh(draft, "conv"),
    kind: "conv",
    inputs: [from],
    strides: spatial.map(() => (strided ? 2 : 1)),
    dilation: spatial.map(() => (dilated ? 2 : 1)),
    padding,
    activation: { name: pick(random, names) },
    weights: weights(random, [...window, channels, filters], filters, fanIn),
  };
  return append(draft, layer);
}

export function appendDense(draft: Draft, from: string, units: number, name: ActivationName): string {
  const channels = shapeAt(draft, from).at(-1)!;
  return append(draft, {
    id: fresh(draft, "dense"),
    kind: "dense",
    inputs: [from],
    activation: { name },
    weights: weights(draft.random, [channels, units], units, channels),
  });
}

export function appendNorm(draft: Draft, from: string): string {
  const { random } = draft;
  const shape = [shapeAt(draft, from).at(-1)!];
  return append(draft, {
    id: fresh(draft, "norm"),
    kind: "batch-norm",
    inputs: [from],
    epsilon: 1e-3,
    weights: {
      ...(chance(random, 0.8) ? { gamma: weight(random, shape, 0.5, 1) } : {}),
      ...(chance(random, 0.8) ? { beta: weight(random, shape, 0.5) } : {}),
      mean: weight(random, shape, 0.3),
      variance: weight(random, shape, 0.4, 1),
    },
  });
}

export function appendDepthwise(draft: Draft, from: string): string {
  const { random } = draft;
  const [height, width, channels] = shapeAt(draft, from);
  const [kh, kw] = [1 + random.integer(Math.min(3, height)), 1 + random.integer(Math.min(3, width))];
  const multiplier = channels > 6 ? 1 : 1 + random.integer(2);
  const stride = chance(random, 0.2) ? 2 : 1;
  return append(draft, {
    id: fresh(draft, "depthwise"),
    kind: "depthwise-conv",
    inputs: [from],
    strides: [stride, stride],
    dilation: [1, 1],
    padding: chance(random, 0.5) ? "same" : "valid",
    activation: { name: pick(random, names) },
    weights: weights(random, [kh, kw, channels, multiplier], channels * multiplier, kh * kw),
  });
}

export function appendPool(draft: Draft, from: string): string {
  const { random } = draft;
  const spatial = shapeAt(draft, from).slice(0, -1);
  const size = spatial.map((length) => 1 + random.integer(Math.min(3, length)));
  return append(draft, {
    id: fresh(draft, "pool"),
    kind: "pool",
    inputs: [from],
    operation: chance(random, 0.5) ? "max" : "average",
    size,
    // strides above the window are kept out, as they are rare
    strides: size.map((n) => 1 + random.integer(n)),
    padding: chance(random, 0.5) ? "same" : "valid",
  });
}

export function appendZeroPadding(draft: Draft, from: string): string {
  const { random } = draft;
  const padding = shapeAt(draft, from)
    .slice(0, -1)
    .map(() => [random.integer(2), random.integer(3)] as const);
  return append(draft, { id: fresh(draft, "padding"), kind: "zero-padding", inputs: [from], padding });
}

/** An addition with a new branch of the same shape, or with an earlier tensor of that shape. */
export function appendAdd(draft: Draft, from: string): string {
  const { random } = draft;
  const shape = shapeAt(draft, from);
  const twins = [...draft.shapes].filter(([id, other]) => id !== from && other.join() === shape.join());
  const channels = shape.at(-1)!;
  // a dense layer as wide as a large flattened tensor would dwarf the rest
  if (shape.length === 1 && channels > 60 && twins.length === 0) return appendNorm(draft, from);
  const branch =
    twins.length > 0 && (chance(random, 0.5) || (shape.length === 1 && channels > 60))
      ? pick(random, twins)[0]
      : shape.length > 1
        ? appendConv(draft, from, true, channels)
        : appendDense(draft, from, channels, pick(random, names));
  return append(draft, { id: fresh(draft, "add"), kind: "add", inputs: [from, branch] });
}

/** A concatenation with an earlier tensor over the same places, a new branch, or itself. */
export function appendConcat(draft: Draft, from: string): string {
  const { random } = draft;
  const places = shapeAt(draft, from).slice(0, -1).join();
  const rank = shapeAt(draft, from).length;
  const fitting = [...draft.shapes].filter(
    ([, other]) => other.length === rank && other.slice(0, -1).join() === places && other[rank - 1] < 20,
  );
  const branch =
    fitting.length > 0 && chance(random, 0.6)
      ? pick(random, fitting)[0]
      : rank > 1
        ? appendConv(draft, from, true, 1 + random.integer(4))
        : appendDense(draft, from, 1 + random.integer(4), pick(random, names));
  return append(draft, { id: fresh(draft, "concat"), kind: "concat", inputs: [from, branch] });
}

export function appendActivation(draft: Draft, from: string): string {
  // a softmax in the middle now and then: it freezes what it reads
  const name = chance(draft.random, 0.15) ? "softmax" : pick(draft.random, names);
  return append(draft, { id: fresh(draft, "activation"), kind: "activation", inputs: [from], activation: { name } });
}

export const appendDropout = (draft: Draft, from: string): string =>
  append(draft, { id: fresh(draft, "dropout"), kind: "dropout", inputs: [from], rate: 0.5 });

export type Append = (draft: Draft, from: string) => string;
export const onAnyRank: readonly Append[] = [
  appendNorm,
  appendActivation,
  appendDropout,
  appendAdd,
  appendAdd,
  appendConcat,
];
export const newConv: Append = (draft, from) => appendConv(draft, from, false, 1 + draft.random.integer(6));
export const newDense: Append = (draft, from) =>
  appendDense(draft, from, 1 + draft.random.integer(8), pick(draft.random, names));

/** From places and channels to one vector: flatten in either order, or a global pool. */
export function appendVector(draft: Draft, from: string): string {
  const { random } = draft;
  if (chance(random, 0.7))
    return append(draft, {
      id: fresh(draft, "flatten"),
      kind: "flatten",
      inputs: [from],
      order: chance(random, 0.5) ? "channels-last" : "channels-first",
    });
  const keepAxes = chance(random, 0.3);
  const operation = chance(random, 0.5) ? "max" : "average";
  const pooled = append(draft, {
    id: fresh(draft, "global"),
    kind: "global-pool",
    inputs: [from],
    operation,
    keepAxes,
  });
  return keepAxes ? appendVector(draft, pooled) : pooled;
}
