import type { LayerId } from "../../../core/model/model.ts";
import { invalidModel, type JsonObject } from "../json-fields.ts";
import type { WeightedLayer } from "../tfjs-layers/decode-layers.ts";
import type { WeightFolder } from "../tfjs-layers/layer-context.ts";
import { isNestedModel, layerNameOf, rawLayersOf } from "../tfjs-layers/raw-layers.ts";
import { layerClassOf } from "../tfjs-layers/tfjs-layer-classes.ts";
import { textAttribute } from "./attribute-texts.ts";
import type { Hdf5Dataset, Hdf5Group } from "./hdf5-file.ts";
import type { FoundWeight, FoundWeights, LayerPlace } from "./keras-weights.ts";

/** Keras' own rule for the names of folders: "Conv2D" is "conv2d", "PReLU" is "p_re_lu". */
export function snakeCase(className: string): string {
  return className
    .replace(/\W+/g, "")
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

const containers = ["layers", "_layer_checkpoint_dependencies", "_self_tracked_trackables", "_layers"];

/** Random seeds are stored like weights, but are none. */
const isSeed = (name: string): boolean => /seed_generator|random_generator/.test(name);

function holdsWeights(group: Hdf5Group): boolean {
  return group.children.some((child) => (child.kind === "dataset" ? true : !isSeed(child.name) && holdsWeights(child)));
}

const groupsOf = (group: Hdf5Group | undefined): readonly Hdf5Group[] =>
  (group?.children ?? []).filter((child): child is Hdf5Group => child.kind === "group");

const childGroup = (group: Hdf5Group, path: string): Hdf5Group | undefined => {
  let at: Hdf5Group | undefined = group;
  for (const step of path.split("/").filter((part) => part !== "")) at = groupsOf(at).find(({ name }) => name === step);
  return at;
};

/** The layer's own name, which Keras notes beside its weights. */
function notedName(group: Hdf5Group): string | null {
  const vars = childGroup(group, "vars");
  return vars === undefined ? null : textAttribute(vars, "name");
}

interface Member {
  readonly name: string;
  readonly className: string;
  readonly json: JsonObject;
}

/**
 * The folder of each layer of one container. Keras numbers folders by class in the layers' order and ignores their
 * names; where it noted the names, or used them, these decide.
 */
function assignFolders(members: readonly Member[], folders: readonly Hdf5Group[]): ReadonlyMap<string, Hdf5Group> {
  const assigned = new Map<string, Hdf5Group>();
  const byName = new Map(folders.map((group) => [group.name, group]));
  for (const className of new Set(members.map((member) => member.className))) {
    const alike = members.filter((member) => member.className === className);
    const snake = snakeCase(className === "Model" ? "Functional" : className);
    const numbered = folders
      .filter(({ name }) => name === snake || (name.startsWith(`${snake}_`) && /^_\d+$/.test(name.slice(snake.length))))
      .sort((a, b) => Number(a.name.slice(snake.length + 1)) - Number(b.name.slice(snake.length + 1)));
    const byNote = new Map<string | null, readonly Hdf5Group[]>();
    for (const group of numbered) {
      const name = notedName(group);
      byNote.set(name, [...(byNote.get(name) ?? []).slice(0, 1), group]);
    }
    const noted = alike.map(({ name }) => byNote.get(name) ?? []);
    const allNoted = noted.every((groups) => groups.length === 1);
    alike.forEach(({ name }, index) => {
      const [own] = noted[index] ?? [];
      const byNumber = numbered.length === alike.length ? numbered[index] : undefined;
      const found = allNoted ? own : (byNumber ?? byName.get(name) ?? own);
      if (found !== undefined) assigned.set(name, found);
    });
  }
  return assigned;
}

/** The datasets of a folder "vars" or of those of its parts, in their order. */
function datasetsIn(
  group: Hdf5Group,
  path: string,
  wanted: readonly WeightFolder[],
): readonly { readonly path: string; readonly dataset: Hdf5Dataset }[] {
  return wanted.flatMap(({ names, weights }) => {
    for (const name of [...names, ""]) {
      const vars = childGroup(group, name === "" ? "vars" : `${name}/vars`);
      const datasets = (vars?.children ?? []).filter((child): child is Hdf5Dataset => child.kind === "dataset");
      if (vars === undefined || datasets.length === 0) continue;
      const from = `${path}/${name === "" ? "" : `${name}/`}vars`;
      if (datasets.length > weights + 1)
        throw invalidModel(
          from,
          `The file has ${datasets.length} weights in ${from}, but the layer needs ${weights}.`,
          "If the model was quantised or has adapters (LoRA), save it before that.",
        );
      return datasets
        .toSorted((a, b) => Number(a.name) - Number(b.name))
        .map((dataset) => ({ path: `${from}/${dataset.name}`, dataset }));
    }
    return [];
  });
}

/**
 * The weights of a Keras 3 store: numbered datasets in folders that are numbered by class (`layers/dense_1/vars/0`),
 * also within models within the model.
 * @param modelConfig description of the model
 * @param weighted its layers and the slots that these need, by id
 * @throws FailureError model-invalid where a layer lacks its weights
 */
export function findNumbered(
  root: Hdf5Group,
  modelConfig: JsonObject,
  weighted: ReadonlyMap<LayerId, WeightedLayer>,
): FoundWeights {
  const weights: FoundWeight[] = [];
  const places: LayerPlace[] = [];
  const walk = (group: Hdf5Group | undefined, path: string, config: JsonObject, prefix: string): void => {
    const container =
      containers.find((name) => group !== undefined && childGroup(group, name) !== undefined) ?? "layers";
    const folders = groupsOf(group === undefined ? undefined : childGroup(group, container)).filter(holdsWeights);
    const members = rawLayersOf(config).map((value, index): Member => {
      const json = value as JsonObject;
      return { name: layerNameOf(value, index), className: String(json.class_name ?? json.className), json };
    });
    const needs = (member: Member): boolean =>
      isNestedModel(member.className)
        ? [...weighted].some(([id, { slots }]) => id.startsWith(`${prefix}${member.name}/`) && slots.length > 0)
        : (weighted.get(prefix + member.name)?.slots.length ?? 0) > 0;
    const needing = members.filter(needs);
    const assigned = assignFolders(needing, folders);
    for (const member of needing) {
      const folder = assigned.get(member.name);
      const at = `${path}${container}/${folder?.name ?? snakeCase(member.className)}`;
      const id = prefix + member.name;
      if (isNestedModel(member.className)) {
        walk(folder, `${at}/`, member.json, `${id}/`);
        continue;
      }
      const layer = weighted.get(id);
      if (layer === undefined) continue;
      const slots = layer.slots;
      const needed = slots.filter((slot) => !slot.startsWith("#")).length;
      const wanted = layerClassOf(layer.className, id).folders?.(layer.config) ?? [
        { names: [], weights: slots.length },
      ];
      const found = folder === undefined ? [] : datasetsIn(folder, at, wanted);
      if (found.length < needed || found.length > slots.length)
        throw invalidModel(
          `layer "${id}"`,
          `The layer "${id}" needs ${needed} weights (${slots.join(", ")}), but the file has ${found.length} for it.`,
          "The description and the weights belong to different models: save the model again as a whole.",
        );
      found.forEach(({ path: own, dataset }, index) => {
        weights.push({ path: own, dataset, layer: id, slot: slots[index] as string });
      });
      places.push({ layer: id, layout: "numbered", group: at });
    }
  };
  walk(root, "", modelConfig, "");
  return { weights, places };
}
