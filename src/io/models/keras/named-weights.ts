import type { LayerId } from "../../../core/model/model.ts";
import { invalidModel } from "../json-fields.ts";
import type { WeightedLayer } from "../tfjs-layers/decode-layers.ts";
import { assignWeights, fillSlots, type SlotHome } from "../tfjs-layers/weight-homes.ts";
import { textList } from "./attribute-texts.ts";
import { type Hdf5Dataset, type Hdf5Group, objectAt } from "./hdf5-file.ts";
import type { FoundWeight, FoundWeights, LayerPlace } from "./keras-weights.ts";

/** A group of the file: one layer's, or that of a model within the model. */
interface Listed {
  readonly group: Hdf5Group;
  readonly names: readonly string[];
}

function listed(root: Hdf5Group): readonly Listed[] {
  const groups = root.children.filter((child): child is Hdf5Group => child.kind === "group");
  const order = textList(root, "layer_names");
  const inOrder = order === null ? groups : order.flatMap((name) => objectAt(root, name) ?? []);
  return inOrder.flatMap((group) =>
    group.kind === "group" ? [{ group, names: textList(group, "weight_names") ?? [] }] : [],
  );
}

/** Layers under the name of the group that holds them: their own, or that of the outermost model around them. */
function byGroup(
  weighted: readonly WeightedLayer[],
  groups: ReadonlySet<string>,
): ReadonlyMap<string, readonly WeightedLayer[]> {
  const layers = new Map<string, WeightedLayer[]>();
  for (const layer of weighted) {
    if (layer.slots.length === 0) continue;
    const outer = layer.id.includes("/") && !groups.has(layer.id) ? (layer.id.split("/")[0] as string) : layer.id;
    layers.set(outer, [...(layers.get(outer) ?? []), layer]);
  }
  return layers;
}

function homesIn(layers: readonly WeightedLayer[], names: readonly string[], nested: boolean): readonly SlotHome[] {
  const [only] = layers;
  return layers.length === 1 && only !== undefined && !nested ? fillSlots(only, names) : assignWeights(names, layers);
}

/**
 * The weights of a Keras 2 store: a group for each layer, which lists its `weight_names`.
 * @param root the group of all layers, and its path from the file's root
 * @throws FailureError model-invalid where a layer lacks its weights
 */
export function findNamed(root: Hdf5Group, path: string, weighted: readonly WeightedLayer[]): FoundWeights {
  const groups = listed(root);
  const names = new Set(groups.map(({ group }) => group.name));
  const layers = byGroup(weighted, names);
  const full = groups.filter(({ names: own }) => own.length > 0);
  const weights: FoundWeight[] = [];
  const places: LayerPlace[] = [];
  const keys = [...layers.keys()];
  // Keras itself goes by order; names that all differ belong to a model that was renamed
  const renamed = keys.length === full.length && !keys.some((key) => names.has(key));
  keys.forEach((key, index) => {
    const own = layers.get(key) ?? [];
    const found = renamed ? full[index] : groups.find(({ group }) => group.name === key);
    const nested = own.some(({ id }: { readonly id: LayerId }) => id !== key);
    if (found === undefined)
      throw invalidModel(
        `layer "${key}"`,
        `The layer "${key}" needs weights (${own.flatMap(({ slots }) => slots).join(", ")}), but the file has none for it.`,
        "The description and the weights belong to different models: drop those of one and the same model.",
      );
    for (const { name, layer, slot } of homesIn(own, found.names, nested)) {
      const dataset = objectAt(found.group, name);
      if (dataset?.kind !== "dataset")
        throw invalidModel(`${found.group.name}/${name}`, `The file lists a weight "${name}" that it does not hold.`);
      weights.push({ path: `${path}${found.group.name}/${name}`, dataset: dataset as Hdf5Dataset, layer, slot });
    }
    for (const { id } of own) places.push({ layer: id, layout: "named", group: `${path}${found.group.name}` });
  });
  return { weights, places };
}
