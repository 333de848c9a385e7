import { type Failure, failureOf } from "../../../core/failure.ts";
import type { Shape } from "../../../core/model/model.ts";
import { parseJson } from "../../bytes/json-text.ts";
import { decodeText } from "../../bytes/text.ts";
import type { UnpackedFile } from "../../bytes/unpack.ts";
import type { JsonObject } from "../json-fields.ts";
import type { ClaimModels, ModelClaim } from "../model-claim.ts";
import { matchShards, type ShardClaim, type ShardFile } from "../tfjs-layers/match-shards.ts";
import { readManifest } from "../tfjs-layers/weights-manifest.ts";
import { describesGraph } from "./graph-nodes.ts";
import { decodeGraphModel } from "./tfjs-graph-decode.ts";

interface GraphFile extends ShardClaim {
  readonly file: UnpackedFile;
  readonly json: JsonObject;
}
interface Shard extends ShardFile {
  readonly file: UnpackedFile;
}

/** Kinds whose beginning may belong to a graph: the node list may stand anywhere in a large model.json. */
const kinds: ReadonlySet<string> = new Set(["tfjs-graph-model", "tfjs-layers-model", "json"]);

/** The failure of a file, with the file in front of the place in it. */
function inFile(file: UnpackedFile, failure: Failure): Failure {
  const { where } = failure;
  if (where?.startsWith(file.name)) return failure;
  return { ...failure, where: where === undefined ? file.name : `${file.name}, ${where}` };
}

async function readGraphFile(file: UnpackedFile): Promise<GraphFile | null> {
  const json = parseJson(file.name, decodeText(await file.bytes()));
  if (!describesGraph(json)) return null;
  const archive = file.archived ? file.source : null;
  return { file, json, groups: readManifest(json), path: file.path, order: file.order, archive };
}

/** The archive's name, else the file's path: "model.json" would be no name. */
const nameOf = ({ archived, source, path }: UnpackedFile): string =>
  archived ? source.name.replace(/\.zip$/i, "") : path.replace(/(^|\/)model\.json$/, "$1graph-model");

function claimOn(graph: GraphFile, shards: ReadonlyMap<string, Shard>): ModelClaim {
  const { file, json, groups } = graph;
  const files = [file, ...new Set([...shards.values()].map((shard) => shard.file))];
  const paths = groups.flatMap((group) => group.paths);
  return {
    format: "tfjs-graph",
    words: "a tfjs GraphModel",
    order: file.order,
    files,
    missing: paths.filter((path) => !shards.has(path)).map((path) => `${path}, named by ${file.name}`),
    async read(example: Shape | null) {
      const bytes = new Map<string, Uint8Array>();
      for (const [path, shard] of shards) bytes.set(path, await shard.file.bytes());
      return decodeGraphModel(json, bytes, nameOf(file), example);
    },
  };
}

/** What there is of tfjs GraphModels among the dropped files, each model.json with the shards that it names. */
export const claimTfjsGraph: ClaimModels = async (files) => {
  const failures: Failure[] = [];
  const taken = new Set<UnpackedFile>();
  const graphs: GraphFile[] = [];
  for (const file of files) {
    if (!kinds.has(file.recognised.kind)) continue;
    const sure = file.recognised.kind === "tfjs-graph-model";
    if (sure) taken.add(file);
    try {
      const graph = await readGraphFile(file);
      if (graph === null) continue;
      taken.add(file);
      graphs.push(graph);
    } catch (thrown) {
      // a broken JSON that is not known to be a graph is somebody else's to name
      if (sure) failures.push(inFile(file, failureOf(thrown)));
    }
  }
  const candidates = files
    .filter((file) => !taken.has(file))
    .map((file): Shard => {
      const archive = file.archived ? file.source : null;
      const binary = file.recognised.kind === "binary";
      return { file, path: file.path, size: file.size, order: file.order, archive, binary };
    });
  const matched = matchShards(graphs, candidates);
  const claims = graphs.map((graph) => claimOn(graph, matched.get(graph) ?? new Map<string, Shard>()));
  for (const claim of claims) for (const file of claim.files) taken.add(file);
  return { claims, taken, failures };
};
