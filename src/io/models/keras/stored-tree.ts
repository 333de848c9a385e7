import type { Hdf5Attribute } from "./hdf5-attributes.ts";
import type { Hdf5Dataset, Hdf5Group, Hdf5Object } from "./hdf5-file.ts";
import type { Hdf5Type } from "./hdf5-types.ts";

/** A dataset as it is written again: plain data. */
export interface StoredDataset {
  readonly kind: "dataset";
  readonly name: string;
  readonly type: Hdf5Type;
  readonly shape: readonly number[];
  readonly attributes: readonly Hdf5Attribute[];
  /** As stored; null for a weight, which the model has. */
  readonly bytes: Uint8Array | null;
}

export interface StoredGroup {
  readonly kind: "group";
  readonly name: string;
  readonly attributes: readonly Hdf5Attribute[];
  readonly children: readonly StoredObject[];
}

export type StoredObject = StoredGroup | StoredDataset;

/** State of the optimizer: momentum and the like, twice the weights. */
const isOptimizer = (depth: number, name: string): boolean =>
  depth === 0 && (name === "optimizer_weights" || name === "optimizer" || name === "_optimizer");

/**
 * What an HDF5 file holds beside the weights, for the file that is written after it. The optimizer's state is left out.
 * @param weights the datasets that are weights of the model
 */
export async function keepTree(group: Hdf5Group, weights: ReadonlySet<Hdf5Dataset>, depth = 0): Promise<StoredGroup> {
  const children: StoredObject[] = [];
  for (const child of group.children) {
    if (isOptimizer(depth, child.name)) continue;
    children.push(
      child.kind === "group" ? await keepTree(child, weights, depth + 1) : await keepDataset(child, weights),
    );
  }
  return { kind: "group", name: group.name, attributes: group.attributes, children };
}

async function keepDataset(dataset: Hdf5Dataset, weights: ReadonlySet<Hdf5Dataset>): Promise<StoredDataset> {
  const { name, type, shape, attributes } = dataset;
  // texts lie in a heap of the old file, and stand in no Keras model
  const kept = !weights.has(dataset) && type.kind !== "long-text" && type.kind !== "other";
  return { kind: "dataset", name, type, shape, attributes, bytes: kept ? await dataset.bytes() : null };
}

/** True where an optimizer's state was left out. */
export function hadOptimizer(root: Hdf5Group): boolean {
  const holds = (object: Hdf5Object): boolean => object.kind === "dataset" || object.children.some(holds);
  return root.children.some((child) => isOptimizer(0, child.name) && holds(child));
}
