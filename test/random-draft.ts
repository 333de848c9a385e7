import type { Layer, Shape, Tensor } from "../src/core/model/model.ts";
import { outputShapes } from "../src/core/model/shapes.ts";
import type { RandomSource } from "../src/core/random/random-source.ts";

/** A network under construction: layers so far, and the shapes of their outputs. */
export interface Draft {
  readonly random: RandomSource;
  readonly layers: Layer[];
  readonly shapes: Map<string, Shape>;
}

export const pick = <T>(random: RandomSource, from: readonly T[]): T => from[random.integer(from.length)];
export const chance = (random: RandomSource, probability: number): boolean => random.uniform() < probability;

export function weight(random: RandomSource, shape: Shape, spread: number, centre = 0): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return { shape, values: Float32Array.from({ length: size }, () => centre + spread * (2 * random.uniform() - 1)) };
}

/** Kernel with about unit gain, and a bias most of the time. */
export function weights(random: RandomSource, kernel: Shape, outputs: number, fanIn: number) {
  return {
    kernel: weight(random, kernel, Math.sqrt(3 / fanIn)),
    ...(chance(random, 0.8) ? { bias: weight(random, [outputs], 0.5) } : {}),
  };
}

/** Appends the layer and returns its id. */
export function append(draft: Draft, layer: Layer): string {
  draft.layers.push(layer);
  const shapes = outputShapes({ name: "", layers: draft.layers, output: layer.id });
  draft.shapes.set(layer.id, shapes.get(layer.id)!);
  return layer.id;
}

export const fresh = (draft: Draft, kind: string): string => `${kind}${draft.layers.length}`;
export const shapeAt = (draft: Draft, id: string): Shape => draft.shapes.get(id)!;
