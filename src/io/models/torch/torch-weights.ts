import type { UnpackedFile } from "../../bytes/unpack.ts";
import { materialised } from "./checkpoint.ts";
import { readLegacyCheckpoint } from "./checkpoint-legacy.ts";
import { readZipCheckpoint } from "./checkpoint-zip.ts";
import { type Metadata, readSafetensors } from "./safetensors-read.ts";
import type { StateDict } from "./state-tensor.ts";
import { stateViewsIn } from "./state-views.ts";

/** Weights without an architecture, out of one file or several shards. */
export interface TorchWeights {
  /** Of the file, for sentences. */
  readonly name: string;
  readonly format: "safetensors" | "pytorch";
  readonly tensors: StateDict;
  readonly metadata: Metadata;
  /** Keys of the checkpoint that lead to the state_dict, joined by dots; null where the file is one. */
  readonly wrapper: string | null;
  /** True where the tensors stand in the order of the network: torch.save keeps it, safetensors sorts. */
  readonly ordered: boolean;
  /** Sentences on what was found. */
  readonly notes: readonly string[];
}

/** True for files that hold weights of PyTorch or safetensors. */
export function isTorchWeights({ recognised: { kind }, path }: UnpackedFile): boolean {
  return (
    kind === "safetensors" ||
    kind === "pytorch" ||
    kind === "pickle" ||
    (kind === "binary" && /\.(safetensors|pt|pth)$/i.test(path))
  );
}

/**
 * Weights out of one file: safetensors, or either container of torch.save.
 * @throws FailureError
 */
export async function readTorchWeights(file: UnpackedFile): Promise<TorchWeights> {
  const { name, path } = file;
  const { kind } = file.recognised;
  const bytes = await file.bytes();
  if (kind === "safetensors" || /\.safetensors$/i.test(path)) {
    const { tensors, metadata } = readSafetensors(name, bytes);
    return { name, format: "safetensors", tensors, metadata, wrapper: null, ordered: false, notes: [] };
  }
  const checkpoint = kind === "pytorch" ? await readZipCheckpoint(name, bytes) : readLegacyCheckpoint(name, bytes);
  const { views, wrapper } = stateViewsIn(name, checkpoint.value);
  return {
    name,
    format: "pytorch",
    tensors: materialised(name, checkpoint, views),
    metadata: [],
    wrapper,
    ordered: true,
    notes: wrapper === null ? [] : [`The weights are those under "${wrapper}" in ${name}.`],
  };
}
