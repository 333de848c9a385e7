import type { DependencyGraph } from "../src/core/dependency/dependency-graph.ts";
import type { Model, Shape } from "../src/core/model/model.ts";
import type { PruningPlan } from "../src/core/prune/pruning-plan.ts";
import type { RandomSource } from "../src/core/random/random-source.ts";
import {
  type Append,
  appendConcat,
  appendDense,
  appendDepthwise,
  appendPool,
  appendVector,
  appendZeroPadding,
  newConv,
  newDense,
  onAnyRank,
} from "./random-blocks.ts";
import { append, chance, type Draft, pick, shapeAt, weight } from "./random-draft.ts";
import {
  appendAffine,
  appendLaterActivation,
  appendMerge,
  appendOwnNorm,
  appendPrelu,
  appendRescaling,
} from "./random-elementwise.ts";
import {
  appendDepthwise1d,
  appendPaddedPool,
  appendPermute,
  appendReshape,
  appendSelect,
  appendSlice,
  appendUpsampling,
} from "./random-rearrangements.ts";
import { appendAttention, appendSequences, appendSummary, appendWords } from "./random-sequences.ts";
import { appendGate, appendGroupedConv, appendSplit, appendSqueeze, appendZeroShortcut } from "./random-structures.ts";

function randomInput(random: RandomSource): Shape {
  const channels = 1 + random.integer(3);
  const kind = random.uniform();
  if (kind < 0.1) return [3 + random.integer(8)];
  if (kind < 0.35) return [6 + random.integer(8), channels];
  return [5 + random.integer(5), 5 + random.integer(5), channels];
}

/** A vector's layers up to the prediction. */
function appendHead(draft: Draft, from: string, choices: readonly Append[]): string {
  const { random } = draft;
  let at = from;
  for (let left = 1 + random.integer(4); left > 0; left--)
    at = (chance(random, 0.5) ? newDense : pick(random, choices))(draft, at);
  const name = pick(random, ["linear", "softmax", "log-softmax", "sigmoid"] as const);
  return appendDense(draft, at, name === "sigmoid" ? 1 : 2 + random.integer(4), name);
}

/** Layers that make a tensor larger, for small tensors only. */
const growing: ReadonlySet<Append> = new Set([appendConcat, appendZeroPadding, appendDepthwise, appendDepthwise1d]);

function appendSome(draft: Draft, from: string, count: number, choicesAt: (rank: number) => readonly Append[]): string {
  let at = from;
  for (let left = count; left > 0; left--) {
    const shape = shapeAt(draft, at);
    const size = shape.reduce((product, n) => product * n, 1);
    const next = pick(draft.random, choicesAt(shape.length));
    // keep the networks small
    at = (growing.has(next) && size > 600 ? newConv : next)(draft, at);
  }
  return at;
}

const firstSpatial = [...onAnyRank, newConv, newConv, newDense, appendPool, appendZeroPadding];

function firstModel(random: RandomSource): Model {
  const draft: Draft = { random, layers: [], shapes: new Map() };
  let at = append(draft, { id: "input", kind: "input", inputs: [], shape: randomInput(random) });
  const rank = shapeAt(draft, at).length;
  if (rank > 1) {
    if (chance(random, 0.9)) at = newConv(draft, at);
    const choices = rank === 3 ? [...firstSpatial, appendDepthwise, appendDepthwise] : firstSpatial;
    at = appendVector(
      draft,
      appendSome(draft, at, 2 + random.integer(6), () => choices),
    );
  }
  at = appendHead(draft, at, onAnyRank);
  return { name: "random", layers: draft.layers, output: at };
}

const rarely = <T>(draft: Draft, seldom: T, otherwise: T): T => (chance(draft.random, 0.5) ? seldom : otherwise);
/** Layers that freeze what they read come up seldom, or nothing would be left to prune. */
const freezing =
  (seldom: Append): Append =>
  (draft, from) =>
    rarely(draft, seldom, newConv)(draft, from);

const laterVector = [
  ...onAnyRank,
  appendLaterActivation,
  appendAffine,
  appendPrelu,
  appendRescaling,
  appendMerge,
  appendSelect,
];
const laterSpatial = [
  ...[...firstSpatial, newConv, newConv, appendLaterActivation, appendAffine, appendPrelu, appendRescaling],
  ...[appendMerge, appendMerge, appendSelect, appendSlice, appendUpsampling, appendReshape, appendPaddedPool],
  ...[appendSqueeze, appendGate, appendZeroShortcut, appendSplit],
  ...[appendGroupedConv, appendOwnNorm, appendPermute].map(freezing),
];
const laterChoices = (rank: number): readonly Append[] => {
  if (rank === 3) return [...laterSpatial, appendDepthwise, appendDepthwise];
  if (rank === 2) return [...laterSpatial, appendDepthwise1d, ...[appendSequences, appendAttention].map(freezing)];
  // spread over four axes: only dense layers and the like read those
  return [newDense, appendAffine, appendLaterActivation];
};

function laterModel(random: RandomSource): Model {
  const draft: Draft = { random, layers: [], shapes: new Map() };
  const words = chance(random, 0.2);
  const shape = words ? [4 + random.integer(4)] : randomInput(random);
  let at = append(draft, { id: "input", kind: "input", inputs: [], shape });
  if (words) at = appendWords(draft, at);
  const rank = shapeAt(draft, at).length;
  if (rank > 1) {
    if (!words && chance(random, 0.9)) at = newConv(draft, at);
    at = appendSome(draft, at, words ? random.integer(4) : 2 + random.integer(6), laterChoices);
    at = shapeAt(draft, at).length === 2 && shape.length < 3 ? appendSummary(draft, at) : appendVector(draft, at);
  }
  at = appendHead(draft, at, laterVector);
  return { name: "random", layers: draft.layers, output: at };
}

/**
 * A small random network with about 5 to 25 layers. "first": one or two spatial axes (or none), convolutions, depthwise
 * convolutions, norms, pools, zero padding, additions and concatenations, both flatten orders, dense layers. "all":
 * every layer kind of the layer description, networks that read words among them (`randomInputsOf` makes inputs).
 */
export function randomModel(random: RandomSource, { kinds = "first" }: { kinds?: "first" | "all" } = {}): Model {
  return kinds === "first" ? firstModel(random) : laterModel(random);
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
