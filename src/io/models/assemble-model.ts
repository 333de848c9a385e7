import { type Failure, FailureError, failureOf } from "../../core/failure.ts";
import type { LayerId, Shape } from "../../core/model/model.ts";
import { formatWords, type ModelFormat } from "../../core/model/model-format.ts";
import type { ByteSource } from "../bytes/byte-source.ts";
import { hashFiles } from "../bytes/hash-files.ts";
import type { UnpackedFile } from "../bytes/unpack.ts";
import { claimKeras } from "./keras/claim-keras.ts";
import type { ClaimModels, DecodedModel, ModelClaim, ModelClaims } from "./model-claim.ts";
import { claimOnnx } from "./onnx/claim-onnx.ts";
import { claimTfjsGraph } from "./tfjs-graph/claim-tfjs-graph.ts";
import { claimTfjsLayers } from "./tfjs-layers/claim-tfjs-layers.ts";
import { claimTorch, joinedWith, type TorchClaim } from "./torch/claim-torch.ts";

/** A model out of dropped files. */
export interface AssembledModel extends DecodedModel {
  readonly format: ModelFormat;
  /** The outputs to choose from; `model.output` is one of them. */
  readonly outputs: readonly LayerId[];
  /** SHA-256 of its files in the claim's order, unpacked. */
  readonly hash: string;
  /** Bytes of its files, unpacked. */
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

const formats: readonly ClaimModels[] = [claimTfjsLayers, claimTfjsGraph, claimKeras, claimOnnx, claimTorch];

const isTorch = (claim: ModelClaim): claim is TorchClaim => "weights" in claim;

/** Weights without an architecture, joined with a network of another format that is there: its latest one. */
function joinedClaims(claims: readonly ModelClaim[]): readonly ModelClaim[] {
  const whole = claims.filter((claim) => !isTorch(claim) && claim.missing.length === 0);
  const other = whole.toSorted((a, b) => b.order - a.order)[0];
  return claims.flatMap((claim) =>
    other !== undefined && isTorch(claim) && claim.weights !== null && claim.missing.length > 0
      ? [{ ...joinedWith(claim, claim.weights, other), guess: true }]
      : [],
  );
}

/** What every format finds among the files; bytes of an unknown kind that none wants wait for a description. */
export async function claimModels(files: readonly UnpackedFile[]): Promise<ModelClaims> {
  const found: ModelClaims[] = [];
  for (const claim of formats) found.push(await claim(files));
  const alone = found.flatMap((each) => each.claims);
  const claims = [...alone, ...joinedClaims(alone)];
  const taken = new Set(found.flatMap((each) => [...each.taken]));
  for (const claim of claims) for (const file of claim.files) taken.add(file);
  return { claims, taken, failures: found.flatMap((each) => each.failures) };
}

async function readClaim(claim: ModelClaim, example: Shape | null): Promise<AssembledModel> {
  const decoded = await claim.read(example);
  return {
    ...decoded,
    format: claim.format,
    outputs: decoded.outputs ?? [decoded.model.output],
    hash: await hashFiles(claim.files),
    fileBytes: claim.files.reduce((sum, { size }) => sum + size, 0),
  };
}

const sourcesOf = (claim: ModelClaim): readonly ByteSource[] => claim.files.map(({ source }) => source);
const namesOf = (files: readonly UnpackedFile[]): string => files.map(({ name }) => name).join(", ");

/** The failure with the file in front of the place in it: a tensor's name alone says too little. */
function inFile(claim: ModelClaim, failure: Failure): Failure {
  const { where } = failure;
  const named = claim.files.some(({ name, path }) => where?.startsWith(name) || where?.startsWith(path));
  const file = claim.files[0]?.name ?? "";
  return named ? failure : { ...failure, where: where === undefined ? file : `${file}, ${where}` };
}

/** What a claim that could not be read leaves to be dropped again: its weights where those were cut off. */
function awaited(claim: ModelClaim, thrown: unknown): string | null {
  const [description, ...weights] = claim.files;
  if (!(thrown instanceof FailureError) || thrown.failure.kind !== "file-damaged") return null;
  if (description === undefined || weights.length === 0) return null;
  const names = weights.map(({ path }) => path).join(", ");
  return `${names}, whole, named by ${description.name}`;
}

/**
 * The latest model among the claims whose files are all there and that can be read. What waits for more files is kept;
 * a model that failed leaves the one before it in place.
 * @param example shape of one example of the dataset in hand; see `ModelClaim.read`
 */
export async function readModel(found: ModelClaims, example: Shape | null): Promise<ModelFindings> {
  const failures = [...found.failures];
  const kept = new Set<ByteSource>();
  const notes: string[] = [];
  const missing: string[] = [];
  let model: AssembledModel | null = null;
  let chosen: ModelClaim | null = null;
  const unfit = new Map<UnpackedFile, string>();
  const latestFirst = [...found.claims].sort((a, b) => b.order - a.order);
  for (const claim of latestFirst) {
    if (chosen !== null || claim.missing.length > 0) continue;
    try {
      model = await readClaim(claim, example);
      chosen = claim;
      notes.push(`${namesOf(claim.files)}: ${claim.words || formatWords[claim.format]}.`, ...(model.notes ?? []));
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (claim.guess) {
        for (const file of claim.files) unfit.set(file, failure.message);
        continue;
      }
      if (failure.kind === "file-incomplete" && example === null) {
        missing.push(failure.message);
        for (const source of sourcesOf(claim)) kept.add(source);
        continue;
      }
      failures.push(inFile(claim, failure));
      const rest = awaited(claim, thrown);
      if (rest === null) continue;
      kept.add(sourcesOf(claim)[0]!);
      missing.push(rest);
    }
  }
  const inUse = new Set(chosen?.files);
  for (const file of inUse) kept.add(file.source);
  for (const claim of latestFirst) {
    if (claim.missing.length === 0 || claim.files.some((file) => inUse.has(file))) continue;
    const why = claim.files.map((file) => unfit.get(file)).find((reason) => reason !== undefined);
    const wanted = claim.missing.map((each) =>
      why === undefined ? each : `${each}. The network in hand is none: ${why}`,
    );
    missing.push(...wanted.filter((each) => !missing.includes(each)));
    for (const source of sourcesOf(claim)) kept.add(source);
  }
  return { model, notes, missing, failures, taken: found.taken, kept };
}
