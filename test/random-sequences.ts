import type { Model, Shape } from "../src/core/model/model.ts";
import type { RecurrentLayer } from "../src/core/model/sequence-layers.ts";
import { inputOf } from "../src/core/model/shapes.ts";
import type { RandomSource } from "../src/core/random/random-source.ts";
import { type Append, appendVector, newDense } from "./random-blocks.ts";
import { append, chance, type Draft, fresh, pick, shapeAt, weight } from "./random-draft.ts";

/** Layers over steps x channels, and networks that read words. */

/** A recurrent layer over sequences [steps, channels]; the last state alone, or one for each step. */
export function appendRecurrent(draft: Draft, from: string, sequences: boolean, mask?: string): string {
  const { random } = draft;
  const channels = shapeAt(draft, from)[1];
  const units = 1 + random.integer(4);
  const cell = pick<RecurrentLayer["cell"]>(random, ["lstm", "gru", "simple"]);
  const wide = { lstm: 4, gru: 3, simple: 1 }[cell] * units;
  const resetAfter = cell === "gru" && chance(random, 0.5);
  return append(draft, {
    id: fresh(draft, cell),
    kind: "recurrent",
    inputs: mask === undefined ? [from] : [from, mask],
    cell,
    activation: { name: "tanh" },
    recurrentActivation: { name: pick(random, ["sigmoid", "hard-sigmoid"] as const) },
    sequences,
    backwards: chance(random, 0.3),
    ...(cell === "gru" ? { resetAfter } : {}),
    weights: {
      kernel: weight(random, [channels, wide], 0.6),
      recurrent: weight(random, [units, wide], 0.6),
      ...(chance(random, 0.8) ? { bias: weight(random, resetAfter ? [2, wide] : [wide], 0.3) } : {}),
    },
  });
}

/** Attention of a sequence to itself. */
export const appendAttention: Append = (draft, from) => {
  const { random } = draft;
  const channels = shapeAt(draft, from)[1];
  const heads = 1 + random.integer(2);
  const [scored, valued, out] = [
    heads * (1 + random.integer(3)),
    heads * (1 + random.integer(3)),
    1 + random.integer(4),
  ];
  const kernel = (rows: number, columns: number) => weight(random, [rows, columns], 0.8);
  const biased = chance(random, 0.7);
  return append(draft, {
    id: fresh(draft, "attention"),
    kind: "attention",
    inputs: [from, from],
    heads,
    causal: chance(random, 0.3),
    weights: {
      queryKernel: kernel(channels, scored),
      keyKernel: kernel(channels, scored),
      valueKernel: kernel(channels, valued),
      outputKernel: kernel(valued, out),
      ...(biased ? { queryBias: weight(random, [scored], 0.3), outputBias: weight(random, [out], 0.3) } : {}),
    },
  });
};

export const appendSequences: Append = (draft, from) => appendRecurrent(draft, from, true);

/** A mask of the input's steps; of words other than 0, or of places where a channel is. */
export const appendMask = (draft: Draft): string =>
  append(draft, { id: fresh(draft, "mask"), kind: "mask", inputs: ["input"], value: 0 });

export const appendWords: Append = (draft, from) => {
  const { random } = draft;
  const [words, width] = [5 + random.integer(4), 2 + random.integer(4)];
  const weights = { kernel: weight(random, [words, width], 1) };
  return append(draft, { id: fresh(draft, "embedding"), kind: "embedding", inputs: [from], weights });
};

/** From steps to one vector: by a mean over the steps that count, the last state, or as for other places. */
export function appendSummary(draft: Draft, from: string): string {
  const { random } = draft;
  const steps = shapeAt(draft, "input")[0];
  const mask = shapeAt(draft, from)[0] === steps && chance(random, 0.7) ? appendMask(draft) : undefined;
  const way = random.integer(5);
  if (way < 3 && mask !== undefined)
    return append(draft, {
      id: fresh(draft, "global"),
      kind: "global-pool",
      inputs: [from, mask],
      operation: "average",
      keepAxes: false,
    });
  if (way === 3) return appendRecurrent(draft, from, false, mask);
  return appendVector(draft, chance(random, 0.5) ? newDense(draft, from) : from);
}

const readsWords = ({ layers }: Model): boolean =>
  layers.some((layer) => layer.kind === "embedding" && layer.inputs[0] === "input");

/** Random inputs that this model understands: numbers on [-1, 1], or words, of which the first is never 0. */
export function randomInputsOf(model: Model, examples: number, random: RandomSource): Float32Array {
  const shape: Shape = [examples, ...inputOf(model).shape];
  if (!readsWords(model)) return weight(random, shape, 1).values;
  const words = Math.min(
    ...model.layers.flatMap((layer) => (layer.kind === "embedding" ? [layer.weights.kernel.shape[0]] : [])),
  );
  return Float32Array.from({ length: examples * shape[1] }, (_, i) =>
    i % shape[1] === 0 ? 1 + random.integer(words - 1) : random.integer(words),
  );
}
