import type { Activation, ActivationName, Layer, MergeLayer, Shape } from "../src/core/model/model.ts";
import { type Append, appendConv, appendDense, names } from "./random-blocks.ts";
import { append, chance, type Draft, fresh, pick, shapeAt, weight } from "./random-draft.ts";

/** Layers that act on each number or place by itself, and elementwise merges. */

/** Activations of later formats, with settings of their own. Exponentials are kept behind something bounded. */
const later: readonly Activation[] = [
  ...(["hard-silu", "mish", "log-sigmoid", "clip"] as const).map((name) => ({ name })),
  { name: "celu", alpha: 1.5 },
  { name: "elu", alpha: 0.7 },
  { name: "leaky-relu", alpha: 0.01 },
  { name: "thresholded-relu", alpha: 0.2 },
  { name: "clip", alpha: -0.5, beta: 0.8 },
  { name: "hard-sigmoid", alpha: 1 / 6, beta: 0.5 },
];

export const appendLaterActivation: Append = (draft, from) => {
  const layer = (id: string, at: string, activation: Activation): Layer => ({
    id,
    kind: "activation",
    inputs: [at],
    activation,
  });
  if (chance(draft.random, 0.9))
    return append(draft, layer(fresh(draft, "activation"), from, pick(draft.random, later)));
  const bounded = append(draft, layer(fresh(draft, "activation"), from, { name: "tanh" }));
  return append(draft, layer(fresh(draft, "activation"), bounded, { name: "exponential" }));
};

/** A shape that is repeated over the input: its channels, one number, or all of its axes with some of length 1. */
function alignedShape({ random }: Draft, shape: Shape): Shape {
  const kind = random.integer(4);
  if (kind === 0) return [1];
  if (kind === 1) return shape.map((length) => (chance(random, 0.5) ? length : 1));
  return shape.slice(-1);
}

export const appendAffine: Append = (draft, from) => {
  const { random } = draft;
  const shape = shapeAt(draft, from);
  const scale = weight(random, alignedShape(draft, shape), 0.5, 1);
  const offset = weight(random, alignedShape(draft, shape), 0.5);
  const kept = pick(random, [{ scale }, { offset }, { scale, offset }]);
  return append(draft, { id: fresh(draft, "affine"), kind: "affine", inputs: [from], weights: kept });
};

export const appendPrelu: Append = (draft, from) => {
  const slope = weight(draft.random, alignedShape(draft, shapeAt(draft, from)), 0.3, 0.2);
  return append(draft, { id: fresh(draft, "prelu"), kind: "prelu", inputs: [from], weights: { slope } });
};

export const appendRescaling: Append = (draft, from) =>
  append(draft, { id: fresh(draft, "rescaling"), kind: "rescaling", inputs: [from], scale: 0.8, offset: -0.1 });

/** Layer or group normalisation, which freeze what they read. */
export const appendOwnNorm: Append = (draft, from) => {
  const { random } = draft;
  const channels = shapeAt(draft, from).at(-1)!;
  const own = {
    inputs: [from],
    epsilon: 1e-2,
    weights: {
      ...(chance(random, 0.8) ? { gamma: weight(random, [channels], 0.5, 1) } : {}),
      ...(chance(random, 0.8) ? { beta: weight(random, [channels], 0.5) } : {}),
    },
  };
  if (chance(random, 0.5)) return append(draft, { ...own, id: fresh(draft, "layernorm"), kind: "layer-norm" });
  const fitting = [1, 2, 3, channels].filter((groups) => channels % groups === 0);
  return append(draft, { ...own, id: fresh(draft, "groupnorm"), kind: "group-norm", groups: pick(random, fitting) });
};

/** A new branch of the same shape. */
function branchLike(draft: Draft, from: string): string {
  const shape = shapeAt(draft, from);
  const channels = shape.at(-1)!;
  return shape.length === 2 || shape.length === 3
    ? appendConv(draft, from, true, channels)
    : appendDense(draft, from, channels, pick(draft.random, names));
}

const bounded = (draft: Draft, from: string, name: ActivationName): string =>
  append(draft, { id: fresh(draft, "activation"), kind: "activation", inputs: [from], activation: { name } });

/** An elementwise merge with a new branch, or with an earlier tensor of the same shape. */
export const appendMerge: Append = (draft, from) => {
  const { random } = draft;
  const shape = shapeAt(draft, from);
  // a dense layer as wide as a large flattened tensor would dwarf the rest
  if (shape.at(-1)! > 40) return appendRescaling(draft, from);
  const twins = [...draft.shapes].filter(([id, other]) => id !== from && other.join() === shape.join());
  const other = twins.length > 0 && chance(random, 0.4) ? pick(random, twins)[0] : branchLike(draft, from);
  const operation = pick<MergeLayer["operation"]>(random, [
    ...(["subtract", "multiply", "multiply", "divide", "average", "maximum", "minimum"] as const),
  ]);
  const merge = (inputs: string[]) => append(draft, { id: fresh(draft, "merge"), kind: "merge", operation, inputs });
  if (operation !== "divide") return merge([from, operation === "multiply" ? bounded(draft, other, "tanh") : other]);
  // a divisor well away from zero
  const positive = bounded(draft, other, "sigmoid");
  const divisor = append(draft, {
    ...{ id: fresh(draft, "rescaling"), kind: "rescaling", inputs: [positive] },
    ...{ scale: 1, offset: 0.5 },
  } as Layer);
  return merge([from, divisor]);
};
