import type { DependencyGraph } from "../src/core/dependency/dependency-graph.ts";
import type { ActivationName, ConvLayer, Layer, Model, Shape, Tensor } from "../src/core/model/model.ts";
import { outputShapes } from "../src/core/model/shapes.ts";
import type { PruningPlan } from "../src/core/prune/pruning-plan.ts";
import type { RandomSource } from "../src/core/random/random-source.ts";

const names: readonly ActivationName[] = [
  ...(["linear", "relu", "relu6", "leaky-relu", "elu", "selu", "gelu", "gelu-tanh", "silu"] as const),
  ...(["tanh", "sigmoid", "hard-sigmoid", "softplus", "softsign"] as const),
];

/** A network under construction: layers so far, and the shapes of their outputs. */
interface Draft {
  readonly random: RandomSource;
  readonly layers: Layer[];
  readonly shapes: Map<string, Shape>;
}

const pick = <T>(random: RandomSource, from: readonly T[]): T => from[random.integer(from.length)];
const chance = (random: RandomSource, probability: number): boolean => random.uniform() < probability;

function weight(random: RandomSource, shape: Shape, spread: number, centre = 0): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return { shape, values: Float32Array.from({ length: size }, () => centre + spread * (2 * random.uniform() - 1)) };
}

/** Kernel with about unit gain, and a bias most of the time. */
function weights(random: RandomSource, kernel: Shape, outputs: number, fanIn: number) {
  return {
    kernel: weight(random, kernel, Math.sqrt(3 / fanIn)),
    ...(chance(random, 0.8) ? { bias: weight(random, [outputs], 0.5) } : {}),
  };
}

/** Appends the layer and returns its id. */
function append(draft: Draft, layer: Layer): string {
  draft.layers.push(layer);
  const shapes = outputShapes({ name: "", layers: draft.layers, output: layer.id });
  draft.shapes.set(layer.id, shapes.get(layer.id)!);
  return layer.id;
}

const fresh = (draft: Draft, kind: string): string => `${kind}${draft.layers.length}`;
const shapeAt = (draft: Draft, id: string): Shape => draft.shapes.get(id)!;

/** A convolution behind `from`; stride and dilation never both above 1, as tfjs has it. */
function appendConv(draft: Draft, from: string, keepPlaces: boolean, filters: number): string {
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

function appendDense(draft: Draft, from: string, units: number, name: ActivationName): string {
  const channels = shapeAt(draft, from).at(-1)!;
  return append(draft, {
    id: fresh(draft, "dense"),
    kind: "dense",
    inputs: [from],
    activation: { name },
    weights: weights(draft.random, [channels, units], units, channels),
  });
}

function appendNorm(draft: Draft, from: string): string {
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

function appendDepthwise(draft: Draft, from: string): string {
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

function appendPool(draft: Draft, from: string): string {
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

function appendZeroPadding(draft: Draft, from: string): string {
  const { random } = draft;
  const padding = shapeAt(draft, from)
    .slice(0, -1)
    .map(() => [random.integer(2), random.integer(3)] as const);
  return append(draft, { id: fresh(draft, "padding"), kind: "zero-padding", inputs: [from], padding });
}

/** An addition with a new branch of the same shape, or with an earlier tensor of that shape. */
function appendAdd(draft: Draft, from: string): string {
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
function appendConcat(draft: Draft, from: string): string {
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

function appendActivation(draft: Draft, from: string): string {
  // a softmax in the middle now and then: it freezes what it reads
  const name = chance(draft.random, 0.15) ? "softmax" : pick(draft.random, names);
  return append(draft, { id: fresh(draft, "activation"), kind: "activation", inputs: [from], activation: { name } });
}

const appendDropout = (draft: Draft, from: string): string =>
  append(draft, { id: fresh(draft, "dropout"), kind: "dropout", inputs: [from], rate: 0.5 });

type Append = (draft: Draft, from: string) => string;
const onAnyRank: readonly Append[] = [appendNorm, appendActivation, appendDropout, appendAdd, appendAdd, appendConcat];
const newConv: Append = (draft, from) => appendConv(draft, from, false, 1 + draft.random.integer(6));
const newDense: Append = (draft, from) =>
  appendDense(draft, from, 1 + draft.random.integer(8), pick(draft.random, names));

function randomInput(random: RandomSource): Shape {
  const channels = 1 + random.integer(3);
  const kind = random.uniform();
  if (kind < 0.1) return [3 + random.integer(8)];
  if (kind < 0.35) return [6 + random.integer(8), channels];
  return [5 + random.integer(5), 5 + random.integer(5), channels];
}

/** From places and channels to one vector: flatten in either order, or a global pool. */
function appendVector(draft: Draft, from: string): string {
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

/**
 * A small random network with about 5 to 20 layers: one or two spatial axes (or none), convolutions, depthwise
 * convolutions, norms, pools, zero padding, additions and concatenations, both flatten orders, dense layers. Every layer
 * kind of the layer description occurs.
 */
export function randomModel(random: RandomSource): Model {
  const draft: Draft = { random, layers: [], shapes: new Map() };
  let at = append(draft, { id: "input", kind: "input", inputs: [], shape: randomInput(random) });
  const rank = shapeAt(draft, at).length;
  if (rank > 1) {
    if (chance(random, 0.9)) at = newConv(draft, at);
    const spatial = [...onAnyRank, newConv, newConv, newDense, appendPool, appendZeroPadding];
    const choices = rank === 3 ? [...spatial, appendDepthwise, appendDepthwise] : spatial;
    for (let left = 2 + random.integer(6); left > 0; left--) {
      const shape = shapeAt(draft, at);
      const size = shape.reduce((product, n) => product * n, 1);
      const next = pick(random, choices);
      // keep the networks small
      const grows = next === appendConcat || next === appendZeroPadding || next === appendDepthwise;
      at = (grows && size > 600 ? newConv : next)(draft, at);
    }
    at = appendVector(draft, at);
  }
  for (let left = 1 + random.integer(4); left > 0; left--)
    at = (chance(random, 0.5) ? newDense : pick(random, onAnyRank))(draft, at);
  const name = pick(random, ["linear", "softmax", "log-softmax", "sigmoid"] as const);
  at = appendDense(draft, at, name === "sigmoid" ? 1 : 2 + random.integer(4), name);
  return { name: "random", layers: draft.layers, output: at };
}

/** A plan that keeps a random number of random units of most groups. */
export function randomPlan(graph: DependencyGraph, random: RandomSource): PruningPlan {
  const keep = graph.groups
    .filter(() => chance(random, 0.85))
    .map(({ id, width }) => {
      const share = random.uniform();
      const sure = random.integer(width);
      const units = Array.from({ length: width }, (_, unit) => unit);
      return { group: id, units: units.filter((unit) => unit === sure || chance(random, share)) };
    });
  return { keep };
}

/** Random inputs for a model of this input shape, uniform on [-1, 1]. */
export function randomInputs(shape: Shape, examples: number, random: RandomSource): Float32Array {
  return weight(random, [examples, ...shape], 1).values;
}
