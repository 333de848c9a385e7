import type { Layer, Model, Shape, Tensor } from "../../src/core/model/model.ts";
import { outputShapes } from "../../src/core/model/shapes.ts";
import { type RandomSource, seededRandom } from "../../src/core/random/random-source.ts";

/** One layer of a plain chain. Convolutions have stride 1 where none is said; all but the last linear layer end in ReLU. */
export type Link =
  | { readonly conv: number; readonly window: number; readonly stride?: number; readonly padding?: "same" | "valid" }
  | { readonly pool: number; readonly stride?: number }
  | { readonly dense: number };

/** A chain of layers with random weights: what is timed does not depend on what it has learnt. */
export interface Chain {
  readonly name: string;
  readonly input: Shape;
  readonly links: readonly Link[];
}

/** He, Zhang, Ren, Sun 2015: uniform, of variance 2 / inputs, so that the outputs keep their size through ReLUs. */
function heWeights(shape: Shape, random: RandomSource): Tensor {
  const inputs = shape.slice(0, -1).reduce((product, length) => product * length, 1);
  const limit = Math.sqrt(6 / inputs);
  const values = new Float32Array(inputs * (shape.at(-1) ?? 1));
  for (let at = 0; at < values.length; at++) values[at] = limit * (2 * random.uniform() - 1);
  return { shape, values };
}

/** The network of a chain, ending in a softmax; the same weights every time. */
export function sequential({ name, input, links }: Chain): Model {
  const random = seededRandom(1, `weights of ${name}`);
  const layers: Layer[] = [{ id: "input", kind: "input", inputs: [], shape: input }];
  const shapeNow = (): Shape => {
    const last = layers.at(-1)?.id ?? "input";
    return outputShapes({ name, output: last, layers }).get(last) ?? [];
  };
  links.forEach((link, place) => {
    const reads = () => [layers.at(-1)?.id ?? "input"];
    const activation = { name: place === links.length - 1 ? ("softmax" as const) : ("relu" as const) };
    if ("conv" in link) {
      const { conv: filters, window, stride = 1, padding = "same" } = link;
      const kernel = heWeights([window, window, shapeNow().at(-1) ?? 1, filters], random);
      layers.push({
        id: `conv${place + 1}`,
        kind: "conv",
        inputs: reads(),
        strides: [stride, stride],
        dilation: [1, 1],
        padding,
        activation,
        weights: { kernel, bias: { shape: [filters], values: new Float32Array(filters) } },
      });
    } else if ("pool" in link) {
      const { pool: size, stride = size } = link;
      layers.push({
        id: `pool${place + 1}`,
        kind: "pool",
        operation: "max",
        inputs: reads(),
        size: [size, size],
        strides: [stride, stride],
        padding: "valid",
      });
    } else {
      if (shapeNow().length > 1)
        layers.push({ id: "flatten", kind: "flatten", inputs: reads(), order: "channels-last" });
      const kernel = heWeights([shapeNow()[0] ?? 1, link.dense], random);
      const bias = { shape: [link.dense], values: new Float32Array(link.dense) };
      layers.push({ id: `dense${place + 1}`, kind: "dense", inputs: reads(), activation, weights: { kernel, bias } });
    }
  });
  return { name, output: layers.at(-1)?.id ?? "input", layers };
}
