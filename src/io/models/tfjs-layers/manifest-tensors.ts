import { FailureError } from "../../../core/failure.ts";
import type { Tensor } from "../../../core/model/model.ts";
import { joinBytes } from "../../bytes/join-bytes.ts";
import { readTensor } from "./stored-tensor.ts";
import { groupBytes, type ManifestGroup, storedBytes } from "./weights-manifest.ts";

function joinShards(group: ManifestGroup, shards: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const parts = group.paths.map((path) => {
    const bytes = shards.get(path);
    if (bytes === undefined)
      throw new FailureError({
        kind: "file-incomplete",
        message: `The weights file ${path}, named by model.json, is missing.`,
        where: path,
        advice: `Drop ${path} too.`,
      });
    return bytes;
  });
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return joinBytes(parts);
}

/**
 * All weights of a manifest by name, in its order; optimizer state is passed over.
 * @param shards file bytes by manifest path
 * @throws FailureError file-incomplete for an absent shard, file-damaged where the bytes do not add up, and as `readTensor`
 */
export function readTensors(
  groups: readonly ManifestGroup[],
  shards: ReadonlyMap<string, Uint8Array>,
): ReadonlyMap<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  for (const group of groups) {
    const bytes = joinShards(group, shards);
    const expected = groupBytes(group);
    const paths = group.paths.join(", ");
    if (expected !== null && expected !== bytes.length)
      throw new FailureError({
        kind: "file-damaged",
        message: `${paths} ${group.paths.length === 1 ? "has" : "have"} ${bytes.length} bytes, but the tensors in model.json take ${expected}.`,
        where: paths,
        advice:
          bytes.length < expected ? "The file looks cut off: fetch it again." : "Drop the weights of this very model.",
      });
    let offset = 0;
    for (const entry of group.weights) {
      const length = storedBytes(entry) ?? 0;
      if (entry.group !== "optimizer")
        tensors.set(entry.name, readTensor(entry, bytes.subarray(offset, offset + length)));
      offset += length;
    }
  }
  return tensors;
}
