import { type Failure, failureOf } from "../../../core/failure.ts";
import type { UnpackedFile } from "../../bytes/unpack.ts";
import { openZip } from "../../bytes/zip.ts";
import { claimsByPart } from "../claims-by-part.ts";
import { type DatasetClaims, type ReadDataset, settledClaims } from "../dataset-claim.ts";
import { readArraysDataset } from "./arrays-dataset.ts";
import { type NpyArray, readNpy } from "./npy.ts";
import { pairArrays } from "./pair-arrays.ts";

async function readNpz(file: UnpackedFile): Promise<ReadDataset> {
  const arrays: NpyArray[] = [];
  for (const { path, bytes } of await openZip(file.name, await file.bytes()))
    arrays.push({
      ...readNpy(`${file.name}: ${path}`, await bytes()),
      name: `${file.name}: ${path.replace(/\.npy$/, "")}`,
    });
  return readArraysDataset(file.name, arrays);
}

const shapeOf = ({ shape }: NpyArray): string => shape.join(" × ");

/** Loose arrays are one dataset together; inputs wait for labels and labels for inputs. */
async function claimNpy(files: readonly UnpackedFile[]): Promise<DatasetClaims> {
  const failures: Failure[] = [];
  const arrays = new Map<NpyArray, UnpackedFile>();
  // the later of two files with one name wins
  const latest = new Map(files.map((file) => [file.path, file]));
  for (const file of latest.values())
    try {
      arrays.set({ ...readNpy(file.name, await file.bytes()), name: file.path }, file);
    } catch (thrown) {
      failures.push(failureOf(thrown));
    }
  const { pairs, alone } = pairArrays([...arrays.keys()]);
  const fileOf = (array: NpyArray | null) => (array === null ? [] : [arrays.get(array) as UnpackedFile]);
  const complete = pairs.filter(({ labels }) => labels !== null);
  const bare = pairs.filter(({ labels }) => labels === null);
  const taken = complete.length > 0 ? complete : bare;
  const used = taken.flatMap(({ inputs, labels }) => [inputs, ...(labels ? [labels] : [])]);
  const sources = used.flatMap(fileOf);
  const labels = alone.filter((array) => array.shape.length === 1);
  const missing = [
    ...bare.map(({ inputs }) => `the labels of the ${inputs.shape[0]} examples in ${inputs.name}`),
    ...labels.map((array) => `the inputs of the ${array.shape[0]} labels in ${array.name} (${shapeOf(array)})`),
  ];
  const waiting = new Set([...bare.map(({ inputs }) => inputs), ...labels].flatMap(fileOf));
  // labels that could have been meant for the inputs: wait until they fit
  const claimable = used.length > 0 && (complete.length > 0 || labels.length === 0);
  const claim = {
    order: Math.max(...sources.map(({ order }) => order)),
    files: sources,
    unlabelled: complete.length === 0,
    read: async () => readArraysDataset(used[0]?.name ?? "", used),
  };
  return { claims: claimable ? [claim] : [], taken: new Set(files), failures, missing, waiting };
}

/** NumPy arrays: .npz files, each a dataset or a part of one, and loose .npy files together. */
export async function claimNumpy(files: readonly UnpackedFile[]): Promise<DatasetClaims> {
  const npz = files.filter(({ recognised }) => recognised.kind === "npz");
  const npy = files.filter(({ recognised }) => recognised.kind === "npy");
  const packed = settledClaims(claimsByPart(npz, readNpz, "examples"), new Set(npz));
  if (npy.length === 0) return packed;
  const loose = await claimNpy(npy);
  return { ...loose, claims: [...packed.claims, ...loose.claims], taken: new Set([...npz, ...npy]) };
}
