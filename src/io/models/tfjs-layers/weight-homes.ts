import type { LayerId } from "../../../core/model/model.ts";
import { invalidModel } from "../json-fields.ts";
import type { TensorHome } from "./tfjs-origin.ts";

/** A layer and the weights it stores, in their order. */
export interface WeightedLayer {
  readonly id: LayerId;
  readonly weights: readonly string[];
}

const keysInFiles: ReadonlyMap<string, string> = new Map([
  ["depthwise_kernel", "kernel"],
  ["moving_mean", "mean"],
  ["moving_variance", "variance"],
]);

const segmentsOf = (name: string): readonly string[] => name.replace(/:\d+$/, "").split("/");

/** The layer that a tensor's name speaks of: the longest run of path segments that is a layer's name, the last such run. */
function ownerOf(name: string, ids: ReadonlySet<LayerId>): LayerId | null {
  const segments = segmentsOf(name);
  for (let length = segments.length - 1; length > 0; length--)
    for (let start = segments.length - 1 - length; start >= 0; start--) {
      const run = segments.slice(start, start + length).join("/");
      if (ids.has(run)) return run;
    }
  return null;
}

/** The weight's key by the tensor's last segment, "kernel" or "kernel_1"; null where it names none. */
function keyOf(name: string, keys: readonly string[]): string | null {
  const last = (segmentsOf(name).at(-1) ?? "").replace(/_\d+$/, "");
  const key = keysInFiles.get(last) ?? last;
  return keys.includes(key) ? key : null;
}

function homesIn(layer: WeightedLayer, names: readonly string[]): readonly TensorHome[] {
  if (names.length !== layer.weights.length)
    throw invalidModel(
      `layer "${layer.id}"`,
      `The layer "${layer.id}" needs ${layer.weights.length} weights (${layer.weights.join(", ") || "none"}), but the manifest has ${names.length} for it (${names.join(", ") || "none"}).`,
      "Drop the model.json and the weights of one and the same model.",
    );
  const keys = names.map((name) => keyOf(name, layer.weights));
  const named = !keys.includes(null) && new Set(keys).size === keys.length;
  // names such as "conv/0", "conv/1" say nothing: Keras stores a layer's weights in a fixed order
  return names.map((name, index) => ({
    name,
    layer: layer.id,
    weight: (named ? keys[index] : layer.weights[index]) ?? "",
  }));
}

/**
 * Which weight of which layer each tensor is: by "<layer>/<weight>", with prefixes ("model/conv/kernel:0"), doubled
 * names ("conv/conv/kernel") and, within a layer, by order where the names say nothing.
 * @returns homes in the order of `names`
 * @throws FailureError model-invalid for a tensor that no layer has, and for a layer without its weights
 */
export function assignWeights(names: readonly string[], layers: readonly WeightedLayer[]): readonly TensorHome[] {
  const ids = new Set(layers.map(({ id }) => id));
  const owned = new Map<LayerId, string[]>(layers.map(({ id }) => [id, []]));
  for (const name of names) {
    const owner = ownerOf(name, ids);
    if (owner === null)
      throw invalidModel(name, `The weights manifest has a tensor "${name}", but the network has no layer for it.`);
    owned.get(owner)?.push(name);
  }
  const homes = new Map(
    layers.flatMap((layer) => homesIn(layer, owned.get(layer.id) ?? [])).map((home) => [home.name, home]),
  );
  return names.flatMap((name) => homes.get(name) ?? []);
}
