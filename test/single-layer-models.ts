import type { Layer, Model, Shape } from "../src/core/model/model.ts";
import { outputShapes } from "../src/core/model/shapes.ts";
import { seededRandom } from "../src/core/random/random-source.ts";
import { input, network } from "./layers.ts";
import { randomInputsOf } from "./random-sequences.ts";
import { singleLayers } from "./single-layers.ts";

/** A model of one layer behind its input. */
export interface SingleLayerModel {
  readonly title: string;
  readonly model: Model;
  /** For two examples. */
  readonly inputs: Float32Array;
}

/** Whole numbers where the input is read as tokens. */
function inputsFor(model: Model, tokens: number | undefined): Float32Array {
  const random = seededRandom(5, "examples");
  if (tokens === undefined) return randomInputsOf(model, 2, random);
  const [shape = []] = [...outputShapes(model).values()];
  return Float32Array.from({ length: 2 * shape.reduce((a, b) => a * b, 1) }, () => random.integer(tokens));
}

/** Every single layer that one input of up to three axes can feed; several inputs are one and the same. */
export function singleLayerModels(): readonly SingleLayerModel[] {
  return singleLayers(seededRandom(1, "single")).flatMap(({ title, layer, shapes, tokens, masked }) => {
    const [first = [] as Shape] = shapes;
    const alike = shapes.every((shape) => shape.join() === first.join());
    if (!alike || first.length > 3 || masked === true) return [];
    const model = network(input(first, "a"), { ...layer, inputs: shapes.map(() => "a") } as Layer);
    return [{ title, model, inputs: inputsFor(model, tokens) }];
  });
}
