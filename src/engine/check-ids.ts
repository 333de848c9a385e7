import { FailureError } from "../core/failure.ts";
import type { LayerId, Model } from "../core/model/model.ts";

/** The smallest vocabulary of the embeddings that read the model's input as it is; null where none does. */
export function vocabularyOf(model: Model): { readonly layer: LayerId; readonly size: number } | null {
  const plain = new Set<LayerId>();
  let least: { layer: LayerId; size: number } | null = null;
  for (const layer of model.layers) {
    if (layer.kind === "input") plain.add(layer.id);
    if (!layer.inputs.every((id) => plain.has(id))) continue;
    // these hand ids on as they are
    if (layer.kind === "dropout" || layer.kind === "slice" || layer.kind === "reshape" || layer.kind === "flatten")
      plain.add(layer.id);
    if (layer.kind !== "embedding") continue;
    const size = layer.weights.kernel.shape[0];
    if (least === null || size < least.size) least = { layer: layer.id, size };
  }
  return least;
}

/**
 * Refuses ids that an embedding of the model has no row for, before they are looked up.
 * @param inputs examples x input size
 * @throws FailureError dataset-invalid, naming the first such number and where it stands
 */
export function checkIds(model: Model, inputs: Float32Array, examples: number): void {
  const vocabulary = vocabularyOf(model);
  if (vocabulary === null) return;
  const { layer, size } = vocabulary;
  const at = inputs.findIndex((id) => !(Number.isInteger(id) && id >= 0 && id < size));
  if (at < 0) return;
  const length = inputs.length / examples;
  throw new FailureError({
    kind: "dataset-invalid",
    message: `The data hold ${inputs[at]} where the network expects a token of 0 to ${size - 1}.`,
    where: `example ${Math.floor(at / length) + 1}, place ${(at % length) + 1}, read by the layer "${layer}"`,
    advice: "Check that the texts were encoded with this network's own vocabulary.",
  });
}
