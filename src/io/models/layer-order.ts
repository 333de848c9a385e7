import type { LayerId } from "../../core/model/model.ts";
import { invalidModel } from "./json-fields.ts";

interface Reading {
  readonly id: LayerId;
  readonly inputs: readonly LayerId[];
}

/**
 * The layers that the output needs, each after its inputs, otherwise in the file's order; the input stands first.
 * @throws FailureError model-invalid for a layer that does not exist or a network that runs in a circle
 */
export function sortLayers<L extends Reading>(layers: readonly L[], input: LayerId, output: LayerId): readonly L[] {
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  const needed = new Set<LayerId>();
  const waiting = [input, output];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (needed.has(id)) continue;
    const layer = byId.get(id);
    if (layer === undefined) throw invalidModel(id, `model.json speaks of a layer "${id}" that it does not describe.`);
    needed.add(id);
    waiting.push(...layer.inputs);
  }
  const sorted: L[] = [];
  const placed = new Set<LayerId>();
  let rest = layers.filter((layer) => needed.has(layer.id));
  while (rest.length > 0) {
    const later: L[] = [];
    for (const layer of rest) {
      if (layer.inputs.every((id) => placed.has(id))) {
        sorted.push(layer);
        placed.add(layer.id);
      } else later.push(layer);
    }
    if (later.length === rest.length)
      throw invalidModel(
        rest[0]?.id ?? "layers",
        "The network runs in a circle; Quorum works with feed-forward networks.",
      );
    rest = later;
  }
  return sorted;
}
