import type { Model } from "../../../core/model/model.ts";
import { parseJson } from "../../bytes/json-text.ts";
import { decodeText } from "../../bytes/text.ts";
import { writeZip } from "../../bytes/zip.ts";
import { isObject, type JsonObject } from "../json-fields.ts";
import type { EncodedFile } from "../model-claim.ts";
import { type WeightedLayer, weightedLayers } from "../tfjs-layers/decode-layers.ts";
import { freshKeras3 } from "../tfjs-layers/fresh-topology.ts";
import { fitsTopology, patchTopology } from "../tfjs-layers/patch-topology.ts";
import { reachingOutput, withPlainNames } from "../tfjs-layers/plain-names.ts";
import { type SlotTensor, slotTensors } from "../tfjs-layers/slot-tensors.ts";
import { readTopology } from "../tfjs-layers/tfjs-topology.ts";
import { freshNamed, freshNumbered, freshVersion } from "./fresh-tree.ts";
import { writeHdf5 } from "./hdf5-write.ts";
import type { KerasOrigin } from "./keras-origin.ts";
import { placeWeights } from "./place-weights.ts";
import { type TreeGroup, treeOf, withText } from "./written-tree.ts";

/** A model in the words of its file, or in fresh ones. */
interface Described {
  readonly model: Model;
  readonly config: JsonObject;
  /** The file that the model came from, where the model still fits it. */
  readonly origin: KerasOrigin | null;
  readonly weighted: readonly WeightedLayer[];
  readonly tensors: readonly SlotTensor[];
}

function describe(whole: Model, given: KerasOrigin | null): Described {
  const origin = given !== null && fitsTopology(given.config, whole) ? given : null;
  const model = origin === null ? withPlainNames(reachingOutput(whole)) : whole;
  const config = origin === null ? freshKeras3(model) : (patchTopology(origin.config, model) as JsonObject);
  const weighted = weightedLayers(readTopology(config));
  return { model, config, origin, weighted, tensors: slotTensors(model, weighted) };
}

/** The file's own HDF5 tree with the weights of the model. */
function patchedTree(origin: KerasOrigin, { weighted, tensors }: Described): TreeGroup {
  const root = treeOf(origin.tree);
  placeWeights(root, origin, weighted, tensors);
  return root;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const safeName = (model: Model): string => model.name.replace(/[^A-Za-z0-9_.-]/g, "_") || "model";

/**
 * A model as a Keras 3 archive: its own file with widths, shapes and weights of the model (names, metadata, compile
 * config and assets stay; the optimizer's state is left out), or a fresh functional one where there is no such file.
 * Weights are written as float32.
 * @param origin of the model's file; null for a model out of another format
 * @throws FailureError model-unsupported for a layer that Keras cannot express
 */
export async function encodeKeras3(model: Model, origin: KerasOrigin | null): Promise<readonly EncodedFile[]> {
  const described = describe(model, origin?.format === "keras-v3" ? origin : null);
  const own = described.origin;
  const tree =
    own === null ? freshNumbered(model.name, described.weighted, described.tensors) : patchedTree(own, described);
  const metadata = JSON.stringify({ keras_version: freshVersion, date_saved: "1980-01-01@00:00:00" });
  const entries = own?.entries ?? [{ path: "metadata.json", bytes: bytesOf(metadata) }];
  const bytes = await writeZip([
    ...entries,
    { path: "config.json", bytes: bytesOf(JSON.stringify(described.config)) },
    { path: "model.weights.h5", bytes: await writeHdf5(tree) },
  ]);
  return [{ name: own?.fileName ?? `${safeName(model)}.keras`, bytes }];
}

/** The JSON that stood beside weights, with the description within it replaced. */
function configFile(bytes: Uint8Array, config: JsonObject): Uint8Array {
  const json = parseJson("config", decodeText(bytes));
  const replaced = (value: unknown): unknown => {
    if (!isObject(value)) return config;
    if (isObject(value.model_config)) return { ...value, model_config: config };
    return isObject(value.modelTopology) ? { ...value, modelTopology: replaced(value.modelTopology) } : config;
  };
  return bytesOf(JSON.stringify(replaced(json)));
}

/**
 * A model as a Keras .h5 file: its own file with the description and the weights of the model (names and attributes stay;
 * the optimizer's state is left out); weights alone with their JSON where they came so; a fresh file where there is none.
 * Weights are written as float32.
 * @param origin of the model's file; null for a model out of another format
 * @throws FailureError model-unsupported for a layer that Keras cannot express
 */
export async function encodeKerasH5(model: Model, origin: KerasOrigin | null): Promise<readonly EncodedFile[]> {
  const described = describe(model, origin?.format === "keras-h5" ? origin : null);
  const { origin: own, config } = described;
  if (own === null) {
    const tree = freshNamed(JSON.stringify(config), described.weighted, described.tensors);
    return [{ name: `${safeName(model)}.h5`, bytes: await writeHdf5(tree) }];
  }
  const tree = patchedTree(own, described);
  if (own.configIn === "attribute") tree.attributes = withText(tree.attributes, "model_config", JSON.stringify(config));
  const beside = own.configIn === "beside" ? own.entries : [];
  return [
    { name: own.fileName, bytes: await writeHdf5(tree) },
    ...beside.map(({ path, bytes }) => ({ name: path, bytes: configFile(bytes, config) })),
  ];
}
