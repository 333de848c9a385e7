import { type Failure, failureOf } from "../../../core/failure.ts";
import type { Shape } from "../../../core/model/model.ts";
import { decodeText } from "../../bytes/text.ts";
import type { UnpackedFile } from "../../bytes/unpack.ts";
import type { ClaimModels, ModelClaim } from "../model-claim.ts";
import type { Architecture } from "./architecture.ts";
import { fillModel } from "./fill-model.ts";
import { inFile } from "./in-file.ts";
import { readLayerJson } from "./layer-json-read.ts";
import { readShardIndex } from "./shard-index.ts";
import type { StateTensor } from "./state-tensor.ts";
import { knownTemplates } from "./templates/match-template.ts";
import { architectureFor, decodeTorch, type FoundArchitecture } from "./torch-decode.ts";
import { isTorchWeights, readTorchWeights, type TorchWeights } from "./torch-weights.ts";

/** A claim on weights; where it waits for an architecture, another format's model may bring it. */
export interface TorchClaim extends ModelClaim {
  /** Null for a layer JSON that waits for its weights, and for shards that are not all there. */
  readonly weights: TorchWeights | null;
}

interface Found {
  readonly weights: TorchWeights;
  readonly files: readonly UnpackedFile[];
}
interface Described {
  readonly file: UnpackedFile;
  readonly architecture: Architecture;
}

const baseOf = (path: string): string => path.split("/").at(-1) ?? path;
const newest = (files: readonly UnpackedFile[]): number => Math.max(...files.map(({ order }) => order));
const wordsOf = ({ format }: TorchWeights): string =>
  format === "pytorch" ? "a PyTorch state_dict" : "safetensors weights";

/** A tensor that the architecture names and the weights lack; null where they have all. */
function absentFrom({ tensors }: TorchWeights, { layers }: Architecture): string | null {
  const keys = layers.flatMap(({ weights }) =>
    Object.values(weights).flatMap((source) => source.map(({ key }) => key)),
  );
  return keys.find((key) => !tensors.has(key)) ?? null;
}

/** The architecture of these weights with this example in view, else without. */
function guessed(weights: TorchWeights, example: Shape | null): FoundArchitecture | null {
  return architectureFor(weights, example) ?? architectureFor(weights, null);
}

function claimOn({ weights, files }: Found, described: readonly Described[]): TorchClaim {
  const base = { format: weights.format, words: wordsOf(weights), weights };
  const latestFirst = [...described].sort((a, b) => b.file.order - a.file.order);
  const own = latestFirst.find(({ architecture }) => absentFrom(weights, architecture) === null);
  if (own !== undefined) {
    const all = [...files, own.file];
    const notes = [`The architecture of ${weights.name} is that of ${own.file.name}.`];
    const read = async () => decodeTorch(weights, { architecture: own.architecture, notes });
    return { ...base, files: all, order: newest(all), missing: [], read };
  }
  const known = architectureFor(weights, null);
  const missing =
    known !== null
      ? []
      : [
          `an architecture for ${weights.name}, whose weights fit none that Quorum knows by name (${knownTemplates}): a layer JSON (docs/layer-json.md), or the same network as ONNX, Keras or tfjs model.json`,
        ];
  const passed = latestFirst.map(
    ({ file, architecture }) =>
      `${file.name} does not describe ${weights.name}: it names "${absentFrom(weights, architecture)}", which is not there.`,
  );
  const read = async (example: Shape | null) => {
    const found = guessed(weights, example) ?? {
      architecture: { name: "", layout: "torch", layers: [], output: "" },
      notes: [],
    };
    return decodeTorch(weights, { architecture: found.architecture, notes: [...passed, ...found.notes] });
  };
  return { ...base, files, order: newest(files), missing, read };
}

/** A layer JSON whose weights are not there, or shards without their fellows. */
function waiting(
  format: TorchClaim["format"],
  words: string,
  files: readonly UnpackedFile[],
  missing: readonly string[],
): TorchClaim {
  const read = async () => Promise.reject(new Error(`read before ${missing.join(", ")} was there`));
  return { format, words, files, order: newest(files), missing, read, weights: null };
}

/** Several shards as one. */
function merged(name: string, shards: readonly TorchWeights[]): TorchWeights {
  const tensors = new Map<string, StateTensor>(shards.flatMap((shard) => [...shard.tensors]));
  const metadata = new Map(shards.flatMap((shard) => shard.metadata));
  return { name, format: "safetensors", tensors, metadata: [...metadata], wrapper: null, ordered: false, notes: [] };
}

/** PyTorch checkpoints and safetensors, each with a layer JSON, the architecture in its metadata, or a template. */
export const claimTorch: ClaimModels = async (files) => {
  const failures: Failure[] = [];
  const taken = new Set<UnpackedFile>();
  const found = new Map<UnpackedFile, TorchWeights>();
  const described: Described[] = [];
  const indexes: { readonly file: UnpackedFile; readonly paths: readonly string[] }[] = [];
  const attempt = async (file: UnpackedFile, read: () => Promise<void>): Promise<void> => {
    try {
      await read();
    } catch (thrown) {
      taken.add(file);
      failures.push(failureOf(thrown));
    }
  };
  for (const file of files)
    await attempt(file, async () => {
      if (isTorchWeights(file)) found.set(file, await readTorchWeights(file));
      else if (file.recognised.kind === "quorum-layers") {
        const text = decodeText(await file.bytes());
        described.push({ file, architecture: inFile(file.name, () => readLayerJson(file.name, text)) });
      } else if (file.recognised.kind === "json" && /\.index\.json$/i.test(file.path)) {
        const index = readShardIndex(file.name, decodeText(await file.bytes()));
        if (index !== null) indexes.push({ file, paths: index.paths });
      }
    });
  const claims: TorchClaim[] = [];
  const whole: Found[] = [];
  const sharded = new Set<UnpackedFile>();
  for (const { file, paths } of indexes) {
    const shards = paths.map((path) => [...found.keys()].findLast((one) => baseOf(one.path) === baseOf(path)));
    const there = shards.filter((shard) => shard !== undefined);
    const missing = paths.filter((_, i) => shards[i] === undefined).map((path) => `${path}, named by ${file.name}`);
    for (const shard of there) sharded.add(shard);
    if (missing.length > 0) claims.push(waiting("safetensors", "safetensors weights", [file, ...there], missing));
    else
      whole.push({
        files: [file, ...there],
        weights: merged(
          file.name,
          there.map((shard) => found.get(shard) as TorchWeights),
        ),
      });
  }
  for (const [file, weights] of found) if (!sharded.has(file)) whole.push({ files: [file], weights });
  for (const one of whole) {
    const last = one.files.at(-1) as UnpackedFile;
    await attempt(last, async () => void claims.push(claimOn(one, described)));
  }
  const used = new Set(claims.flatMap((claim) => claim.files));
  for (const { file } of described)
    if (!used.has(file))
      claims.push(
        waiting(
          "safetensors",
          "an architecture",
          [file],
          [`the weights that ${file.name} describes (.safetensors or .pt)`],
        ),
      );
  for (const claim of claims) for (const file of claim.files) taken.add(file);
  return { claims, taken, failures };
};

/**
 * Weights that wait for an architecture, joined with another file's network; see `fillModel`.
 * @param other a claim of another format that misses nothing
 */
export function joinedWith(claim: TorchClaim, weights: TorchWeights, other: ModelClaim): TorchClaim {
  const files = [...claim.files, ...other.files];
  return {
    ...claim,
    files,
    order: newest(files) + 0.5,
    missing: [],
    read: async (example) => fillModel((await other.read(example)).model, weights),
  };
}
