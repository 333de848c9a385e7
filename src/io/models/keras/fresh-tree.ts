import type { WeightedLayer } from "../tfjs-layers/decode-layers.ts";
import type { SlotTensor } from "../tfjs-layers/slot-tensors.ts";
import { weightName } from "../tfjs-layers/weight-names.ts";
import { snakeCase } from "./numbered-weights.ts";
import { numberedPaths } from "./place-weights.ts";
import { emptyGroup, groupAt, placeWeight, type TreeGroup, textAttributeOf, withTextList } from "./written-tree.ts";

/** The version of Keras whose words fresh files speak. */
export const freshVersion = "3.8.0";

/** A Keras 3 weight store for a model that never was one: folders numbered by class. */
export function freshNumbered(
  name: string,
  weighted: readonly WeightedLayer[],
  tensors: readonly SlotTensor[],
): TreeGroup {
  const root = emptyGroup();
  const used = new Map<string, number>();
  groupAt(root, "layers");
  for (const layer of weighted) {
    const snake = snakeCase(layer.className);
    const count = used.get(snake) ?? 0;
    used.set(snake, count + 1);
    const group = `layers/${snake}${count === 0 ? "" : `_${count}`}`;
    groupAt(root, `${group}/vars`).attributes = [textAttributeOf("name", layer.id)];
    const paths = numberedPaths(layer, group);
    for (const { slot, tensor } of tensors.filter((own) => own.layer === layer.id)) {
      const path = paths.get(slot);
      if (path !== undefined) placeWeight(root, path, tensor);
    }
  }
  groupAt(root, "vars").attributes = [textAttributeOf("name", name)];
  return root;
}

/** A Keras .h5 file for a model that never was one: description and weights by name. */
export function freshNamed(
  config: string,
  weighted: readonly WeightedLayer[],
  tensors: readonly SlotTensor[],
): TreeGroup {
  const marks = [textAttributeOf("backend", "tensorflow"), textAttributeOf("keras_version", freshVersion)];
  const root = emptyGroup([...marks, textAttributeOf("model_config", config)]);
  const weights = groupAt(root, "model_weights");
  weights.attributes = withTextList(
    marks,
    "layer_names",
    weighted.map(({ id }) => id),
  );
  for (const layer of weighted) {
    const group = groupAt(weights, layer.id);
    const names = tensors
      .filter((own) => own.layer === layer.id)
      .map(({ slot, tensor }) => {
        const name = `${layer.id}/${weightName(layer, slot)}`;
        placeWeight(group, name, tensor);
        return name;
      });
    group.attributes = withTextList([], "weight_names", names);
  }
  return root;
}
