import { FailureError } from "../../../core/failure.ts";
import type { Shape, Tensor } from "../../../core/model/model.ts";
import { parseJson } from "../../bytes/json-text.ts";
import { decodeText } from "../../bytes/text.ts";
import { openZip } from "../../bytes/zip.ts";
import { isObject, type JsonObject, objectOf } from "../json-fields.ts";
import type { DecodedModel } from "../model-claim.ts";
import { decodeLayers, type WeightedLayer, weightedLayers } from "../tfjs-layers/decode-layers.ts";
import { bySlot } from "../tfjs-layers/tfjs-layers-decode.ts";
import { readTopology } from "../tfjs-layers/tfjs-topology.ts";
import { textAttribute, textList } from "./attribute-texts.ts";
import { type Hdf5Group, objectAt, openHdf5 } from "./hdf5-file.ts";
import { readWeight } from "./hdf5-values.ts";
import { told } from "./keras-failure.ts";
import type { KerasEntry, KerasOrigin } from "./keras-origin.ts";
import type { FoundWeights } from "./keras-weights.ts";
import { findNamed } from "./named-weights.ts";
import { findNumbered } from "./numbered-weights.ts";
import { hadOptimizer, keepTree } from "./stored-tree.ts";

/** The description of a model and its weights, out of whatever files. */
interface KerasParts {
  readonly format: KerasOrigin["format"];
  readonly fileName: string;
  readonly configIn: KerasOrigin["configIn"];
  readonly config: JsonObject;
  readonly entries: readonly KerasEntry[];
  readonly root: Hdf5Group;
  /** "3.13.2", or null where the file does not say. */
  readonly version: string | null;
}

const ownName = (path: string): string => path.split("/").at(-1) ?? path;

/** True where a file keeps weights as Keras 3 does, in numbered folders. */
function isNumbered(root: Hdf5Group): boolean {
  const names = new Set(root.children.map(({ name }) => name));
  return (
    ["layers", "_layer_checkpoint_dependencies", "vars"].some((name) => names.has(name)) &&
    textList(root, "layer_names") === null
  );
}

function findWeights(root: Hdf5Group, config: JsonObject, weighted: readonly WeightedLayer[]): FoundWeights {
  const inside = objectAt(root, "model_weights");
  if (inside?.kind === "group") return findNamed(inside, "model_weights/", weighted);
  if (isNumbered(root)) return findNumbered(root, config, new Map(weighted.map((layer) => [layer.id, layer])));
  return findNamed(root, "", weighted);
}

async function decodeParts(parts: KerasParts, example: Shape | null): Promise<DecodedModel<KerasOrigin>> {
  const { config, root, fileName } = parts;
  const topology = readTopology(config);
  const weighted = weightedLayers(topology);
  const found = findWeights(root, config, weighted);
  const tensors = new Map<string, Tensor>();
  const read = found.weights.filter(({ slot }) => !slot.startsWith("#"));
  for (const { path, dataset } of read) tensors.set(path, await readWeight(path, dataset));
  const homes = read.map(({ path, layer, slot }) => ({ path, layer, slot }));
  const weights = bySlot(
    homes.map(({ path, layer, slot }) => ({ name: path, layer, slot })),
    tensors,
  );
  const keras3 = parts.version === null ? topology.keras3 : Number.parseInt(parts.version, 10) >= 3;
  const name = fileName.replace(/\.(keras|h5|hdf5)$/i, "").replace(/\.weights$/i, "");
  const model = decodeLayers(topology, weights, { name, keras3, example });
  const origin: KerasOrigin = {
    format: parts.format,
    fileName,
    configIn: parts.configIn,
    config,
    entries: parts.entries,
    tree: await keepTree(root, new Set(read.map(({ dataset }) => dataset))),
    homes,
    places: found.places,
    outputs: topology.outputs,
  };
  const notes = hadOptimizer(root)
    ? [
        `${fileName} also holds the optimizer's state, which what is written leaves out: compile the model again before you train it further.`,
      ]
    : [];
  return {
    model,
    origin,
    ...(topology.outputs.length > 1 ? { outputs: topology.outputs } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  };
}

/**
 * A Keras 3 file (.keras): a zip of config.json, metadata.json and model.weights.h5.
 * @param name for sentences, "models.zip: net.keras"
 * @param example shape of an example, for an input that the file leaves open
 * @throws FailureError
 */
export function decodeKeras3(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  example: Shape | null,
): Promise<DecodedModel<KerasOrigin>> {
  return told(name, "config.json", async () => {
    const entries: KerasEntry[] = [];
    let config: JsonObject | null = null;
    let root: Hdf5Group | null = null;
    let version: string | null = null;
    let pickled = false;
    for (const member of await openZip(name, bytes)) {
      const content = await member.bytes();
      if (member.path === "config.json")
        config = objectOf(parseJson(`${name}: config.json`, decodeText(content)), "the top level");
      else if (member.path === "model.weights.h5") root = openHdf5(`${name}: model.weights.h5`, content);
      else entries.push({ path: member.path, bytes: content });
      pickled ||= member.path === "model.weights.npz";
      if (member.path === "metadata.json") {
        const metadata = parseJson(`${name}: metadata.json`, decodeText(content));
        if (isObject(metadata) && typeof metadata.keras_version === "string") version = metadata.keras_version;
      }
    }
    if (pickled && root === null)
      throw new FailureError({
        kind: "file-unsupported",
        message: `${name} keeps its weights as pickled Python objects (model.weights.npz), which Quorum does not open.`,
        where: `${name}: model.weights.npz`,
        advice: 'Install h5py ("pip install h5py") and save the model again: Keras then writes model.weights.h5.',
      });
    if (config === null || root === null)
      throw new FailureError({
        kind: "file-incomplete",
        message: `${name} lacks its ${config === null ? "config.json" : "model.weights.h5"}.`,
        where: name,
        advice: "Save the model again with model.save.",
      });
    const parts = {
      format: "keras-v3",
      configIn: "archive",
      fileName: ownName(name),
      config,
      entries,
      root,
      version,
    } as const;
    return decodeParts(parts, example);
  });
}

/** The description within a full .h5 file; null where it holds weights only. @throws FailureError */
export function configWithin(name: string, root: Hdf5Group): JsonObject | null {
  const text = textAttribute(root, "model_config");
  return text === null ? null : objectOf(parseJson(`${name}, model_config`, text), "model_config");
}

/** The description in a JSON file: of `model.to_json()`, a .keras archive's config.json, or a tfjs model.json. */
export function configBeside(name: string, bytes: Uint8Array): JsonObject | null {
  const json = parseJson(name, decodeText(bytes));
  for (const at of [json, isObject(json) ? json.modelTopology : null]) {
    const config = isObject(at) && isObject(at.model_config) ? at.model_config : at;
    if (isObject(config) && /^(Sequential|Functional|Model)$/.test(String(config.class_name))) return config;
  }
  return null;
}

/**
 * A Keras .h5 file: with its description in it, or weights alone with the description beside them.
 * @param beside the JSON file that goes with weights alone
 * @throws FailureError
 */
export function decodeKerasH5(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  beside: { readonly name: string; readonly path: string; readonly bytes: Uint8Array } | null,
  example: Shape | null,
): Promise<DecodedModel<KerasOrigin>> {
  return told(name, beside === null ? "model_config" : ownName(beside.path), async () => {
    const root = openHdf5(name, bytes);
    const within = configWithin(name, root);
    const config = within ?? (beside === null ? null : configBeside(beside.name, beside.bytes));
    if (config === null)
      throw new FailureError({
        kind: "file-incomplete",
        message: `${name} holds weights without an architecture.`,
        where: name,
        advice: "Drop the JSON that model.to_json() gives too, or save the whole model with model.save.",
      });
    const inside = objectAt(root, "model_weights");
    const version =
      textAttribute(root, "keras_version") ??
      (inside?.kind === "group" ? textAttribute(inside, "keras_version") : null) ??
      (typeof config.keras_version === "string" ? config.keras_version : null);
    return decodeParts(
      {
        format: "keras-h5",
        configIn: within === null ? "beside" : "attribute",
        fileName: ownName(name),
        config,
        entries: within === null && beside !== null ? [{ path: ownName(beside.path), bytes: beside.bytes }] : [],
        root,
        version,
      },
      example,
    );
  });
}
