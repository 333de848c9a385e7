import { type Layer, type LayerId, type Model, type Tensor, weightsOf } from "../../../core/model/model.ts";
import type { TensorHome } from "./tfjs-origin.ts";

/** The weight's name as tfjs writes and looks for it, such as "conv1/kernel". */
export function storedName(layer: Layer, weight: string): string {
  const names: Readonly<Record<string, string>> = { mean: "moving_mean", variance: "moving_variance" };
  const depthwise = layer.kind === "depthwise-conv" && weight === "kernel";
  return `${layer.id}/${depthwise ? "depthwise_kernel" : (names[weight] ?? weight)}`;
}

/** tfjs finds a weight by "<layer>/<weight>", also with one segment more before the weight (Container.loadWeights). */
function opensAs(name: string, canonical: string): boolean {
  const segments = name.split("/");
  return name === canonical || [...segments.slice(0, -2), segments.at(-1)].join("/") === canonical;
}

/** A tensor to be written, under its name in the manifest. */
export interface NamedTensor {
  readonly name: string;
  readonly tensor: Tensor;
}

/** The order in which Keras and tfjs keep the weights of a layer. */
const order = ["kernel", "gamma", "beta", "bias", "mean", "variance"];

/**
 * All weights of a model: first those that the file had, in its order and under its names where tfjs can find them by
 * these, then the others layer by layer.
 */
export function nameWeights(model: Model, homes: readonly TensorHome[]): readonly NamedTensor[] {
  const layers = new Map<LayerId, Layer>(model.layers.map((layer) => [layer.id, layer]));
  const written = new Map<LayerId, Set<string>>(model.layers.map(({ id }) => [id, new Set()]));
  const named: NamedTensor[] = [];
  for (const { name, layer: id, weight } of homes) {
    const layer = layers.get(id);
    const tensor = layer === undefined ? undefined : weightsOf(layer)[weight];
    if (layer === undefined || tensor === undefined) continue;
    const canonical = storedName(layer, weight);
    named.push({ name: opensAs(name, canonical) ? name : canonical, tensor });
    written.get(id)?.add(weight);
  }
  for (const layer of model.layers) {
    const weights = weightsOf(layer);
    for (const weight of order) {
      const tensor = weights[weight];
      if (tensor !== undefined && !written.get(layer.id)?.has(weight))
        named.push({ name: storedName(layer, weight), tensor });
    }
  }
  return named;
}
