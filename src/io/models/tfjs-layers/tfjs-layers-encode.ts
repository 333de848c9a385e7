import type { Model } from "../../../core/model/model.ts";
import { isObject, type JsonObject } from "../json-fields.ts";
import { weightedLayers } from "./decode-layers.ts";
import { freshTopology } from "./fresh-topology.ts";
import { fitsTopology, patchTopology } from "./patch-topology.ts";
import { reachingOutput, withPlainNames } from "./plain-names.ts";
import { modelConfigOf } from "./raw-layers.ts";
import { slotTensors } from "./slot-tensors.ts";
import type { TfjsOrigin } from "./tfjs-origin.ts";
import { readTopology } from "./tfjs-topology.ts";
import { type NamedTensor, nameWeights } from "./weight-names.ts";
import { readManifest } from "./weights-manifest.ts";

/** A tfjs LayersModel as files. */
export interface EncodedModel {
  readonly "model.json": string;
  readonly shards: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

function joinValues(weights: readonly NamedTensor[]): Uint8Array {
  const values = new Float32Array(weights.reduce((sum, { tensor }) => sum + tensor.values.length, 0));
  let offset = 0;
  for (const { tensor } of weights) {
    values.set(tensor.values, offset);
    offset += tensor.values.length;
  }
  return new Uint8Array(values.buffer);
}

/** The file's own shard name where it had one shard. */
function shardName(origin: TfjsOrigin | null): string {
  const paths = origin === null ? [] : readManifest(origin.json).flatMap((group) => group.paths);
  return (paths.length === 1 ? paths[0] : undefined) ?? "group1-shard1of1.bin";
}

/** The file's own description with the widths of the model. */
function patchFile(json: JsonObject, model: Model): Record<string, unknown> {
  const modelConfig = patchTopology(modelConfigOf(json), model);
  const topology = isObject(json.modelTopology) ? json.modelTopology : {};
  const wrapped = isObject(topology.model_config) ? { ...topology, model_config: modelConfig } : modelConfig;
  return { ...structuredClone(json), modelTopology: wrapped };
}

/**
 * A model as a tfjs LayersModel: its own file patched in place (names, metadata, attributes and `training_config` stay;
 * widths and the weights manifest follow the model), or a fresh functional topology where there is no such file or tfjs
 * could not open it. All weights are written as float32 into one shard; optimizer state is left out.
 * @param origin of the model's file; null for a model made in code or out of another format
 * @throws FailureError model-invalid for a model that contradicts itself, model-unsupported for a layer that tfjs cannot express
 */
export function encodeLayersModel(given: Model, origin: TfjsOrigin | null): EncodedModel {
  const patched = origin?.patchable === true && fitsTopology(modelConfigOf(origin.json), given);
  const model = patched ? given : withPlainNames(reachingOutput(given));
  const json: Record<string, unknown> = patched
    ? patchFile(origin.json, model)
    : {
        format: "layers-model",
        generatedBy: "Quorum",
        convertedBy: null,
        ...origin?.json,
        modelTopology: freshTopology(model),
      };
  const weighted = weightedLayers(readTopology(modelConfigOf(json)));
  const weights = nameWeights(slotTensors(model, weighted), weighted, origin?.tensors ?? []);
  const name = shardName(origin);
  json.weightsManifest = [
    {
      paths: [name],
      weights: weights.map(({ name: tensorName, tensor }) => ({
        name: tensorName,
        shape: [...tensor.shape],
        dtype: "float32",
      })),
    },
  ];
  return { "model.json": JSON.stringify(json), shards: [{ name, bytes: joinValues(weights) }] };
}
