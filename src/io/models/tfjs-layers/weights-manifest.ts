import { countOf, invalidModel, isObject, type JsonObject, listOf, objectOf, textOf } from "../json-fields.ts";

/** One tensor as the manifest declares it. `group` "optimizer" marks state that is no weight. */
export interface WeightEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization: JsonObject | null;
  readonly group: string | null;
}

/** @throws FailureError model-invalid for a path that leads out of the model's folder */
function innerPath(path: string, where: string): string {
  const leaves = /^([/\\]|[a-z]:)/i.test(path) || path.split(/[/\\]/).includes("..");
  if (!leaves) return path;
  throw invalidModel(where, `The weights manifest names the file "${path}", which leads out of the model's folder.`);
}

/** Tensors that lie one after another in the concatenation of `paths`. */
export interface ManifestGroup {
  readonly paths: readonly string[];
  readonly weights: readonly WeightEntry[];
}

function readEntry(value: unknown, where: string): WeightEntry {
  const entry = objectOf(value, where);
  const name = textOf(entry.name, `${where}.name`);
  return {
    name,
    shape: listOf(entry.shape, `${where}.shape`).map((axis) => countOf(axis, `${where}.shape`, 0)),
    dtype: entry.dtype === undefined ? "float32" : textOf(entry.dtype, `${where}.dtype`),
    quantization: isObject(entry.quantization) ? entry.quantization : null,
    group: typeof entry.group === "string" ? entry.group : null,
  };
}

/**
 * The weights manifest of a parsed model.json.
 * @throws FailureError model-invalid where it is absent, malformed, or names a tensor twice
 */
export function readManifest(json: JsonObject): readonly ManifestGroup[] {
  const groups = listOf(json.weightsManifest, "weightsManifest").map((value, index) => {
    const where = `weightsManifest[${index}]`;
    const group = objectOf(value, where);
    return {
      paths: listOf(group.paths, `${where}.paths`).map((path) =>
        innerPath(textOf(path, `${where}.paths`), `${where}.paths`),
      ),
      weights: listOf(group.weights, `${where}.weights`).map((entry, i) => readEntry(entry, `${where}.weights[${i}]`)),
    };
  });
  const seen = new Set<string>();
  for (const { name } of groups.flatMap((group) => group.weights)) {
    if (seen.has(name)) throw invalidModel("weightsManifest", `The weights manifest names the tensor "${name}" twice.`);
    seen.add(name);
  }
  return groups;
}

/** Bytes of one stored element: of the quantised form where there is one. 0 for a type that is not known. */
export function storedWidth(entry: WeightEntry): number {
  const stored = entry.quantization === null ? entry.dtype : entry.quantization.dtype;
  if (stored === "float32" || stored === "int32") return 4;
  if (stored === "uint16" || stored === "float16") return 2;
  return stored === "uint8" || stored === "bool" ? 1 : 0;
}

/** Bytes that the tensor takes in the shards; null where its type is not known. */
export function storedBytes(entry: WeightEntry): number | null {
  const width = storedWidth(entry);
  return width === 0 ? null : entry.shape.reduce((product, axis) => product * axis, width);
}

/** Bytes that the shards of a group take together; null where a tensor's type is not known. */
export function groupBytes(group: ManifestGroup): number | null {
  let total = 0;
  for (const entry of group.weights) {
    const bytes = storedBytes(entry);
    if (bytes === null) return null;
    total += bytes;
  }
  return total;
}
