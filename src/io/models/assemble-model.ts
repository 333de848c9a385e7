import { type Failure, FailureError, failureOf } from "../../core/failure.ts";
import type { ModelFormat } from "../../core/model/model-format.ts";
import type { ByteSource } from "../bytes/byte-source.ts";
import { parseJson } from "../bytes/json-text.ts";
import { sha256 } from "../bytes/sha256.ts";
import { decodeText } from "../bytes/text.ts";
import type { UnpackedFile } from "../bytes/unpack.ts";
import { isObject, type JsonObject } from "./json-fields.ts";
import { matchShards, type ShardClaim, type ShardFile } from "./tfjs-layers/match-shards.ts";
import { type DecodedModel, decodeLayersModel } from "./tfjs-layers/tfjs-layers-decode.ts";
import { readManifest } from "./tfjs-layers/weights-manifest.ts";

/** A model out of dropped files. */
export interface AssembledModel extends DecodedModel {
  readonly format: ModelFormat;
  readonly outputs: readonly string[];
  /** SHA-256 of model.json followed by its weight files. */
  readonly hash: string;
  /** Bytes of model.json and its weight files, unpacked. */
  readonly fileBytes: number;
}

/** What the dropped files say about a model. */
export interface ModelFindings {
  readonly model: AssembledModel | null;
  readonly notes: readonly string[];
  readonly missing: readonly string[];
  readonly failures: readonly Failure[];
  /** Files that belong to a model, whatever became of it. */
  readonly taken: ReadonlySet<UnpackedFile>;
  /** What must stay for the next drop. */
  readonly kept: ReadonlySet<ByteSource>;
}

interface ModelFile extends ShardClaim {
  readonly file: UnpackedFile;
  readonly json: JsonObject;
}
interface Candidate extends ShardFile {
  readonly file: UnpackedFile;
}

async function readModelFile(file: UnpackedFile): Promise<ModelFile | null> {
  const json = parseJson(file.name, decodeText(await file.bytes()));
  if (!isObject(json) || !isObject(json.modelTopology) || json.format === "graph-model" || "node" in json.modelTopology)
    return null;
  const groups = readManifest(json);
  return { file, json, groups, path: file.path, order: file.order, archive: file.archived ? file.source : null };
}

/** The archive's name, else the network's own. */
function nameOf({ file, json }: ModelFile): string {
  if (file.archived) return file.source.name.replace(/\.zip$/i, "");
  const topology = isObject(json.modelTopology) ? json.modelTopology : {};
  const wrapped = isObject(topology.model_config) ? topology.model_config : topology;
  const config = isObject(wrapped.config) ? wrapped.config : {};
  return typeof config.name === "string" ? config.name : file.path;
}

async function decode(claim: ModelFile, shards: ReadonlyMap<string, Candidate>): Promise<AssembledModel> {
  const bytes = new Map<string, Uint8Array>();
  for (const [path, { file }] of shards) bytes.set(path, await file.bytes());
  const decoded = decodeLayersModel(claim.json, bytes, nameOf(claim));
  const parts = [await claim.file.bytes(), ...bytes.values()];
  return {
    ...decoded,
    format: "tfjs-layers",
    outputs: [decoded.model.output],
    hash: await sha256(...parts),
    fileBytes: parts.reduce((sum, part) => sum + part.length, 0),
  };
}

const pathsOf = (claim: ShardClaim): readonly string[] => claim.groups.flatMap((group) => group.paths);

/**
 * The latest tfjs model among the files whose weights are there too and that can be decoded. A model.json waits for its
 * weights and weights for their model.json; a model that failed leaves the one before it in place.
 */
export async function assembleModel(files: readonly UnpackedFile[]): Promise<ModelFindings> {
  const failures: Failure[] = [];
  const taken = new Set<UnpackedFile>();
  const kept = new Set<ByteSource>();
  const claims: ModelFile[] = [];
  for (const file of files) {
    if (file.recognised.kind !== "tfjs-layers-model" && file.recognised.kind !== "json") continue;
    try {
      const claim = await readModelFile(file);
      if (claim === null) continue;
      claims.push(claim);
    } catch (thrown) {
      const failure = failureOf(thrown);
      failures.push(
        failure.where?.startsWith(file.name) ? failure : { ...failure, where: `${file.name}, ${failure.where ?? ""}` },
      );
    }
    taken.add(file);
  }
  const models = new Set(claims.map((claim) => claim.file));
  const candidates = files
    .filter((file) => !models.has(file))
    .map(
      (file): Candidate => ({
        file,
        path: file.path,
        size: file.size,
        order: file.order,
        archive: file.archived ? file.source : null,
        binary: file.recognised.kind === "binary",
      }),
    );
  const matched = matchShards(claims, candidates);
  const notes: string[] = [];
  const missing: string[] = [];
  let model: AssembledModel | null = null;
  for (const claim of claims.toReversed()) {
    const shards = matched.get(claim) ?? new Map<string, Candidate>();
    for (const { file } of shards.values()) taken.add(file);
    if (model !== null) continue;
    const absent = pathsOf(claim).filter((path) => !shards.has(path));
    const sources = [claim.file.source, ...[...shards.values()].map(({ file }) => file.source)];
    if (absent.length > 0) {
      missing.push(...absent.map((path) => `${path}, named by ${claim.file.name}`));
      for (const source of sources) kept.add(source);
      continue;
    }
    try {
      model = await decode(claim, shards);
      for (const source of sources) kept.add(source);
      notes.push(
        `${[claim.file, ...[...shards.values()].map(({ file }) => file)].map(({ name }) => name).join(", ")}: a tfjs LayersModel.`,
      );
    } catch (thrown) {
      const failure = failureOf(thrown);
      failures.push(failure);
      // weights that are cut off can be dropped again; the description is still good
      if (thrown instanceof FailureError && failure.kind === "file-damaged") {
        kept.add(claim.file.source);
        missing.push(`${pathsOf(claim).join(", ")}, whole, named by ${claim.file.name}`);
      }
    }
  }
  for (const { file, binary } of candidates) {
    if (!binary || taken.has(file)) continue;
    taken.add(file);
    kept.add(file.source);
    missing.push(
      `the model.json that names the weights file ${file.name}${claims.length > 0 ? " (none of those dropped does)" : ""}`,
    );
  }
  return { model, notes, missing, failures, taken, kept };
}
