import { type Failure, failureOf } from "../../../core/failure.ts";
import { formatWords } from "../../../core/model/model-format.ts";
import { parseJson } from "../../bytes/json-text.ts";
import { decodeText } from "../../bytes/text.ts";
import type { UnpackedFile } from "../../bytes/unpack.ts";
import { invalidModel, isObject, type JsonObject } from "../json-fields.ts";
import type { ClaimModels, ModelClaim } from "../model-claim.ts";
import { matchShards, type ShardClaim, type ShardFile } from "./match-shards.ts";
import { decodeLayersModel } from "./tfjs-layers-decode.ts";
import { readManifest } from "./weights-manifest.ts";

interface ModelFile extends ShardClaim {
  readonly file: UnpackedFile;
  readonly json: JsonObject;
}
interface Shard extends ShardFile {
  readonly file: UnpackedFile;
}

const archiveOf = (file: UnpackedFile) => (file.archived ? file.source : null);

/** Null for a JSON file that is something else. @throws FailureError */
async function readModelFile(file: UnpackedFile): Promise<ModelFile | null> {
  const json = parseJson(file.name, decodeText(await file.bytes()));
  if (file.recognised.kind === "tfjs-layers-model" && !(isObject(json) && isObject(json.modelTopology)))
    throw invalidModel("modelTopology", `${file.name} calls itself a tfjs LayersModel, but describes no layers.`);
  if (!isObject(json) || !isObject(json.modelTopology) || json.format === "graph-model" || "node" in json.modelTopology)
    return null;
  return {
    file,
    json,
    groups: readManifest(json),
    path: file.path,
    order: file.order,
    archive: archiveOf(file),
  };
}

/** The archive's name, else the network's own. */
function nameOf({ file, json }: ModelFile): string {
  if (file.archived) return file.source.name.replace(/\.zip$/i, "");
  const topology = isObject(json.modelTopology) ? json.modelTopology : {};
  const wrapped = isObject(topology.model_config) ? topology.model_config : topology;
  const config = isObject(wrapped.config) ? wrapped.config : {};
  return typeof config.name === "string" ? config.name : file.path;
}

function claimOn(model: ModelFile, shards: ReadonlyMap<string, Shard>): ModelClaim {
  const files = [model.file, ...new Set([...shards.values()].map(({ file }) => file))];
  const paths = model.groups.flatMap((group) => group.paths);
  return {
    format: "tfjs-layers",
    words: formatWords["tfjs-layers"],
    order: Math.max(...files.map(({ order }) => order)),
    files,
    missing: paths.filter((path) => !shards.has(path)).map((path) => `${path}, named by ${model.file.name}`),
    async read(example) {
      const bytes = new Map<string, Uint8Array>();
      for (const [path, { file }] of shards) bytes.set(path, await file.bytes());
      return decodeLayersModel(model.json, bytes, nameOf(model), example);
    },
  };
}

/** tfjs LayersModels among dropped files: each model.json with the weight files that it names, in any order. */
export const claimTfjsLayers: ClaimModels = async (files) => {
  const failures: Failure[] = [];
  const taken = new Set<UnpackedFile>();
  const models: ModelFile[] = [];
  for (const file of files) {
    if (file.recognised.kind !== "tfjs-layers-model" && file.recognised.kind !== "json") continue;
    try {
      const model = await readModelFile(file);
      if (model === null) continue;
      models.push(model);
    } catch (thrown) {
      const failure = failureOf(thrown);
      const { where } = failure;
      failures.push(where?.startsWith(file.name) ? failure : { ...failure, where: `${file.name}, ${where ?? ""}` });
    }
    taken.add(file);
  }
  const own = new Set(models.map(({ file }) => file));
  const candidates = files
    .filter((file) => !own.has(file))
    .map((file): Shard => {
      const binary = file.recognised.kind === "binary";
      return { file, path: file.path, size: file.size, order: file.order, archive: archiveOf(file), binary };
    });
  const matched = matchShards(models, candidates);
  const claims = models.map((model) => claimOn(model, matched.get(model) ?? new Map<string, Shard>()));
  for (const claim of claims) for (const file of claim.files) taken.add(file);
  return { claims, taken, failures };
};
