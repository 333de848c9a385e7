import type { Layer, LayerId, Model } from "../../../core/model/model.ts";
import { inexpressible } from "./fresh-layer.ts";
import type { Dialect } from "./tfjs-activations.ts";

/** How the masks of a model are said in Keras, where they are no layers: an Embedding or a Masking makes them, and they go along. */
export interface FreshMasks {
  /** Embeddings that mask zeros. */
  readonly embeddings: ReadonlySet<LayerId>;
  /** Multiplications by a mask of their own input, which are one Masking: its value. */
  readonly maskings: ReadonlyMap<LayerId, number>;
}

/** True where Keras hands the mask of a layer's input on. */
function passes(layer: Layer): boolean {
  if (layer.kind === "recurrent") return layer.sequences;
  return ["dense", "activation", "dropout", "layer-norm", "batch-norm", "prelu", "rescaling"].includes(layer.kind);
}

/**
 * @throws FailureError model-unsupported for a mask that would not arrive where it is read, or arrive where it is not
 */
export function freshMasks(model: Model, dialect: Dialect): FreshMasks {
  const byId = new Map(model.layers.map((layer) => [layer.id, layer]));
  const embeddings = new Set<LayerId>();
  const maskings = new Map<LayerId, number>();
  /** The mask that goes with each layer's output. */
  const going = new Map<LayerId, LayerId>();
  const readers = (id: LayerId): readonly Layer[] => model.layers.filter(({ inputs }) => inputs.includes(id));
  for (const layer of model.layers) {
    if (layer.kind !== "mask") continue;
    const [source] = layer.inputs;
    const multiplied = readers(layer.id).find(
      (reader) =>
        reader.kind === "merge" &&
        reader.operation === "multiply" &&
        reader.inputs.join() === [source, layer.id].join(),
    );
    const embedding = model.layers.find((other) => other.kind === "embedding" && other.inputs[0] === source);
    if (multiplied !== undefined) maskings.set(multiplied.id, layer.value);
    else if (embedding !== undefined && layer.value === 0) embeddings.add(embedding.id);
    else throw inexpressible(layer, "masks what no Embedding or Masking of Keras does", dialect);
    going.set(multiplied?.id ?? embedding?.id ?? "", layer.id);
  }
  for (const layer of model.layers) {
    if (layer.kind === "mask" || maskings.has(layer.id)) continue;
    const arriving = going.get(layer.inputs[0] ?? "");
    const read = layer.inputs.find((id) => byId.get(id)?.kind === "mask");
    const reads = layer.kind === "recurrent" || (layer.kind === "global-pool" && layer.operation === "average");
    const odd = reads ? read !== arriving : read !== undefined;
    if (odd) throw inexpressible(layer, "and its mask go ways that differ", dialect);
    if (arriving !== undefined && passes(layer)) going.set(layer.id, arriving);
  }
  return { embeddings, maskings };
}
