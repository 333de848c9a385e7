import type { LayerId } from "../../../core/model/model.ts";
import { fieldOf, isObject } from "../json-fields.ts";
import type { WeightedLayer } from "./decode-layers.ts";
import type { SlotTensor } from "./slot-tensors.ts";
import type { SlotHome } from "./weight-homes.ts";

const written: Readonly<Record<string, string>> = {
  mean: "moving_mean",
  variance: "moving_variance",
  recurrent: "recurrent_kernel",
  slope: "alpha",
  "depthwise/kernel": "depthwise_kernel",
};

const kernels: Readonly<Record<string, string>> = {
  DepthwiseConv1D: "depthwise_kernel",
  DepthwiseConv2D: "depthwise_kernel",
  SeparableConv1D: "pointwise_kernel",
  SeparableConv2D: "pointwise_kernel",
  Embedding: "embeddings",
};

const attention = /^(query|key|value|output)(Kernel|Bias)$/;

/** The last part of the name that Keras and tfjs give to a slot's weight, such as "kernel" or "forward_lstm/bias". */
export function weightName({ className, config }: WeightedLayer, slot: string): string {
  const direction = /^(forward|backward)\/(.*)$/.exec(slot);
  if (direction !== null) {
    const inner = fieldOf(config, "layer");
    const innerConfig = isObject(inner) && isObject(inner.config) ? inner.config : {};
    const name = typeof innerConfig.name === "string" ? innerConfig.name : "rnn";
    const [, which = "", weight = ""] = direction;
    return `${which}_${name}/${written[weight] ?? weight}`;
  }
  const projection = attention.exec(slot);
  if (projection !== null) {
    const [, part = "", kind = ""] = projection;
    return `${part === "output" ? "attention_output" : part}/${kind.toLowerCase()}`;
  }
  if (slot === "kernel") return kernels[className] ?? "kernel";
  if (className === "Normalization") return slot.replace("#", "");
  return written[slot] ?? slot;
}

/** The weight's name as tfjs writes and looks for it, such as "conv1/kernel": layers of models within the model go by their own names. */
export function storedName(layer: WeightedLayer, slot: string): string {
  const named = layer.config.name;
  return `${typeof named === "string" ? named : layer.id}/${weightName(layer, slot)}`;
}

/** tfjs finds a weight by "<layer>/<weight>", also with one segment more before the weight (Container.loadWeights). */
function opensAs(name: string, canonical: string): boolean {
  const segments = name.split("/");
  return name === canonical || [...segments.slice(0, -2), segments.at(-1)].join("/") === canonical;
}

/** A weight to be written, under its name in the manifest. */
export interface NamedTensor extends SlotTensor {
  readonly name: string;
}

/**
 * All weights of a model: first those that the file had, in its order and under its names where tfjs can find them by
 * these, then the others layer by layer.
 */
export function nameWeights(
  tensors: readonly SlotTensor[],
  weighted: readonly WeightedLayer[],
  homes: readonly SlotHome[],
): readonly NamedTensor[] {
  const layers = new Map<LayerId, WeightedLayer>(weighted.map((layer) => [layer.id, layer]));
  const key = (layer: LayerId, slot: string): string => JSON.stringify([layer, slot]);
  const left = new Map(tensors.map((tensor) => [key(tensor.layer, tensor.slot), tensor]));
  const named: NamedTensor[] = [];
  const place = (tensor: SlotTensor, name: string | null): void => {
    const layer = layers.get(tensor.layer);
    const canonical = layer === undefined ? tensor.layer : storedName(layer, tensor.slot);
    named.push({ ...tensor, name: name !== null && opensAs(name, canonical) ? name : canonical });
    left.delete(key(tensor.layer, tensor.slot));
  };
  for (const { name, layer, slot } of homes) {
    const tensor = left.get(key(layer, slot));
    if (tensor !== undefined) place(tensor, name);
  }
  for (const tensor of [...left.values()]) place(tensor, null);
  return named;
}
