import type { LayerId } from "../../../core/model/model.ts";
import type { WeightedLayer } from "../tfjs-layers/decode-layers.ts";
import type { SlotTensor } from "../tfjs-layers/slot-tensors.ts";
import { layerClassOf } from "../tfjs-layers/tfjs-layer-classes.ts";
import { weightName } from "../tfjs-layers/weight-names.ts";
import type { KerasOrigin } from "./keras-origin.ts";
import type { LayerPlace } from "./keras-weights.ts";
import { groupAt, placeWeight, type TreeGroup, withTextList } from "./written-tree.ts";

/** Paths of a layer's weights in a Keras 3 store, by slot: numbered within each of its folders. */
export function numberedPaths(layer: WeightedLayer, group: string): ReadonlyMap<string, string> {
  const folders = layerClassOf(layer.className, layer.id).folders?.(layer.config) ?? [
    { names: [], weights: layer.slots.length },
  ];
  const paths = new Map<string, string>();
  let from = 0;
  for (const { names, weights } of folders) {
    const [name] = names;
    const folder = name === undefined ? `${group}/vars` : `${group}/${name}/vars`;
    layer.slots.slice(from, from + weights).forEach((slot, index) => {
      paths.set(slot, `${folder}/${index}`);
    });
    from += weights;
  }
  return paths;
}

const keyOf = (layer: LayerId, slot: string): string => JSON.stringify([layer, slot]);

/** A name for a weight that the file did not have, after those that it has: "conv/kernel:0" gives "conv/bias:0". */
function nameBeside(layer: WeightedLayer, slot: string, siblings: readonly string[]): string {
  const [first] = siblings;
  const own = weightName(layer, slot);
  if (first === undefined) return `${layer.id.slice(layer.id.lastIndexOf("/") + 1)}/${own}`;
  const suffix = /:\d+$/.exec(first)?.[0] ?? "";
  return `${first.slice(0, first.lastIndexOf("/") + 1)}${own.slice(own.lastIndexOf("/") + 1)}${suffix}`;
}

/** Writes the `weight_names` of a group again where its weights changed: those that stay in their order, each new one behind the layer's others. */
function rewriteNames(root: TreeGroup, group: string, before: readonly string[], after: readonly string[]): void {
  if (before.join("\n") === after.join("\n")) return;
  const target = groupAt(root, group);
  target.attributes = withTextList(target.attributes, "weight_names", after);
}

function placeNamed(
  root: TreeGroup,
  origin: KerasOrigin,
  layers: ReadonlyMap<LayerId, WeightedLayer>,
  tensors: readonly SlotTensor[],
): void {
  const paths = new Map(origin.homes.map(({ path, layer, slot }) => [keyOf(layer, slot), path]));
  const groups = new Map<string, LayerId[]>();
  for (const { layer, layout, group } of origin.places)
    if (layout === "named") groups.set(group, [...(groups.get(group) ?? []), layer]);
  for (const [group, ids] of groups) {
    const inside = (path: string): string => path.slice(group.length + 1);
    const before = origin.homes.filter(({ layer }) => ids.includes(layer)).map(({ path }) => inside(path));
    const after: string[] = [...before];
    for (const id of ids) {
      const layer = layers.get(id);
      const own = tensors.filter((tensor) => tensor.layer === id);
      const siblings = origin.homes.filter((home) => home.layer === id);
      if (layer === undefined) continue;
      const placed = own.map(({ slot, tensor }) => {
        const known = paths.get(keyOf(id, slot));
        const name =
          known === undefined
            ? nameBeside(
                layer,
                slot,
                siblings.map(({ path }) => inside(path)),
              )
            : inside(known);
        placeWeight(root, `${group}/${name}`, tensor);
        return name;
      });
      // a layer's names stand together, in the order of its slots
      const old = siblings.map(({ path }) => inside(path));
      if (placed.length === old.length && placed.every((name) => old.includes(name))) continue;
      const at = old.length === 0 ? after.length : after.indexOf(old[0] as string);
      const rest = after.filter((name) => !old.includes(name));
      after.splice(0, after.length, ...rest.slice(0, at), ...placed, ...rest.slice(at));
    }
    // counters and the like that are listed, but are no weights of ours, stay
    const target = groupAt(root, group);
    const listed = target.attributes
      .filter(({ name }) => /^weight_names\d*$/.test(name))
      .flatMap(({ values }) => values.map(String));
    const others = listed.filter((name) => !before.includes(name));
    rewriteNames(root, group, [...before, ...others], [...after, ...others]);
  }
}

function placeNumbered(
  root: TreeGroup,
  origin: KerasOrigin,
  places: readonly LayerPlace[],
  layers: ReadonlyMap<LayerId, WeightedLayer>,
  tensors: readonly SlotTensor[],
): void {
  const known = new Map(origin.homes.map(({ path, layer, slot }) => [keyOf(layer, slot), path]));
  for (const { layer: id, group } of places) {
    const layer = layers.get(id);
    if (layer === undefined) continue;
    const own = tensors.filter((tensor) => tensor.layer === id);
    const before = origin.homes.filter((home) => home.layer === id);
    const same = own.length === before.length && own.every(({ slot }) => known.has(keyOf(id, slot)));
    const paths = numberedPaths(layer, group);
    for (const { slot, tensor } of own) {
      const path = (same ? known.get(keyOf(id, slot)) : undefined) ?? paths.get(slot);
      if (path !== undefined) placeWeight(root, path, tensor);
    }
  }
}

/** Puts all weights of a model where its file had them, and those that it gained beside them. */
export function placeWeights(
  root: TreeGroup,
  origin: KerasOrigin,
  weighted: readonly WeightedLayer[],
  tensors: readonly SlotTensor[],
): void {
  const layers = new Map(weighted.map((layer) => [layer.id, layer]));
  placeNamed(root, origin, layers, tensors);
  placeNumbered(
    root,
    origin,
    origin.places.filter(({ layout }) => layout === "numbered"),
    layers,
    tensors,
  );
}
