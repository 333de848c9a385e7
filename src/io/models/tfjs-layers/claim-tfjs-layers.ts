import { type Failure, failureOf } from "../../../core/failure.ts";
import { formatWords } from "../../../core/model/model-format.ts";
import { parseJson } from "../../bytes/json-text.ts";
import { decodeText } from "../../bytes/text.ts";
import type { UnpackedFile } from "../../bytes/unpack.ts";
import { isObject, type JsonObject } from "../json-fields.ts";
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

async function readModelFile(file: UnpackedFile): Promise<ModelFile | null> {
  const json = parseJson(file.name, decodeText(await file.bytes()));
  if (!isObject(json) || !isObject(json.modelTopology) || json.format === "graph-model" || "node" in json.modelTopology)
    return null;
  return { file, json, groups: readManifest(json), path: file.path, order: file.order, archive: archiveOf(file) };
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
  const { file, json, groups } = model;
  const files = [file, ...new Set([...shards.values()].map((shard) => shard.file))];
  const paths = groups.flatMap((group) => group.paths);
  return {
    format: "tfjs-layers",
    words: formatWords["tfjs-layers"],
    order: file.order,
    files,
    missing: paths.filter((path) => !shards.has(path)).map((path) => `${path}, named by ${file.name}`),
    async read(example) {
      const bytes = new Map<string, Uint8Array>();
      for (const [path, shard] of shards) bytes.set(path, await shard.file.bytes());
      return decodeLayersModel(json, bytes, nameOf(model), example);
    },
  };
}

/** The failure of a file, with the file in front of the place in it. */
function inFile(file: UnpackedFile, failure: Failure): Failure {
  const { where } = failure;
  if (where?.startsWith(file.name)) return failure;
  return { ...failure, where: where === undefined ? file.name : `${file.name}, ${where}` };
}

/** What there is of tfjs LayersModels among the dropped files, each model.json with the weight files that it names. */
export const claimTfjsLayers: ClaimModels = async (files) => {
  const failures: Failure[] = [];
  const taken = new Set<UnpackedFile>();
  const models: ModelFile[] = [];
  for (const file of files) {
    const { kind } = file.recognised;
    if (kind !== "tfjs-layers-model" && kind !== "json") continue;
    try {
      const model = await readModelFile(file);
      if (model === null) continue;
      models.push(model);
    } catch (thrown) {
      failures.push(inFile(file, failureOf(thrown)));
    }
    taken.add(file);
  }
  const candidates = files
    .filter((file) => !taken.has(file))
    .map(
      (file): Shard => ({
        file,
        path: file.path,
        size: file.size,
        order: file.order,
        archive: archiveOf(file),
        binary: file.recognised.kind === "binary",
      }),
    );
  const matched = matchShards(models, candidates);
  const claims = models.map((model) => claimOn(model, matched.get(model) ?? new Map<string, Shard>()));
  for (const claim of claims) for (const file of claim.files) taken.add(file);
  return { claims, taken, failures };
};
