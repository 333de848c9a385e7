import { parseJson } from "../../bytes/json-text.ts";
import { isObject } from "../json-fields.ts";

/** What model.safetensors.index.json says: in which files the tensors are. */
export interface ShardIndex {
  /** Paths of the shards, each once, in the order in which they are first named. */
  readonly paths: readonly string[];
}

/**
 * The index of sharded safetensors; null for any other JSON.
 * @throws FailureError file-damaged for what is no JSON
 */
export function readShardIndex(name: string, text: string): ShardIndex | null {
  const json = parseJson(name, text);
  if (!isObject(json) || !isObject(json.weight_map)) return null;
  const paths = Object.values(json.weight_map);
  const named = paths.filter((path): path is string => typeof path === "string" && /\.safetensors$/i.test(path));
  return named.length === paths.length && paths.length > 0 ? { paths: [...new Set(named)] } : null;
}
