import type { Group } from "h5wasm";
import type { Hdf5Attribute } from "./hdf5-attributes.ts";
import type { Hdf5Type } from "./hdf5-types.ts";

/** A dataset to be written: little-endian numbers, or texts of one length. */
export interface WritableDataset {
  readonly type: Hdf5Type;
  readonly shape: readonly number[];
  readonly attributes: readonly Hdf5Attribute[];
  readonly values: ArrayLike<number> | BigInt64Array | BigUint64Array | readonly string[];
}

/** A folder to be written. */
export interface WritableGroup {
  readonly attributes: readonly Hdf5Attribute[];
  readonly children: ReadonlyMap<string, WritableGroup | WritableDataset>;
}

/** h5wasm's name of a type, without byte order: it writes little-endian; null for what it cannot write. */
function dtypeOf(type: Hdf5Type): string | null {
  if (type.kind === "integer") {
    const letter = { 1: "b", 2: "h", 4: "i", 8: "q" }[type.size];
    return letter === undefined ? null : `<${type.signed ? letter : letter.toUpperCase()}`;
  }
  if (type.kind === "float") return type.size === 8 ? "<d" : type.size === 4 ? "<f" : null;
  if (type.kind === "text") return `A${type.size}`;
  return type.kind === "long-text" ? (type.utf8 ? "S" : "A") : null;
}

function writeAttributes(target: Group, attributes: readonly Hdf5Attribute[]): void {
  for (const { name, type, shape, values } of attributes) {
    const dtype = dtypeOf(type);
    const count = shape.reduce((product, axis) => product * axis, 1);
    if (dtype === null || values.length !== count) continue;
    const numbers = type.kind === "integer" && type.size === 8 ? values.map((value) => BigInt(value)) : values;
    const data = count === 0 && type.kind === "float" ? new Float64Array(0) : [...numbers];
    target.create_attribute(name, data as string[], [...shape], count === 0 && type.kind === "float" ? "<d" : dtype);
  }
}

function writeDataset(target: Group, name: string, dataset: WritableDataset): void {
  const dtype = dtypeOf(dataset.type);
  if (dtype === null) return;
  const { shape, values } = dataset;
  target.create_dataset({ name, data: values as Float32Array, shape: [...shape], dtype });
  if (dataset.attributes.length > 0) {
    const written = target.get(name);
    if (written !== null) writeAttributes(written as unknown as Group, dataset.attributes);
  }
}

function writeGroup(target: Group, group: WritableGroup): void {
  writeAttributes(target, group.attributes);
  for (const [name, child] of group.children)
    if ("children" in child) writeGroup(target.create_group(name), child);
    else writeDataset(target, name, child);
}

let written = 0;

/**
 * An HDF5 file in the layout that h5py writes, by the official library (1 MB, loaded when something is written).
 * Attributes and datasets of types that no Keras file has are left out.
 */
export async function writeHdf5(root: WritableGroup): Promise<Uint8Array<ArrayBuffer>> {
  const { default: h5wasm } = await import("h5wasm");
  const { FS } = await h5wasm.ready;
  const name = `quorum-${written++}.h5`;
  const file = new h5wasm.File(name, "w", { libver: ["earliest", "latest"] });
  try {
    writeGroup(file, root);
  } finally {
    file.close();
  }
  const bytes = FS.readFile(name) as Uint8Array;
  FS.unlink(name);
  return new Uint8Array(bytes);
}
