import type { Part } from "../part-of.ts";
import type { NpyArray } from "./npy.ts";

/** Inputs with the labels that belong to them. */
export interface ArrayPair {
  readonly part: Part;
  readonly inputs: NpyArray;
  /** Null where none were found. */
  readonly labels: NpyArray | null;
}

/** Which arrays make the dataset. */
export interface ArrayPairing {
  readonly pairs: readonly ArrayPair[];
  /** Arrays that belong to nothing. */
  readonly alone: readonly NpyArray[];
}

const last = (name: string): string => (name.split(/[/:]\s*/).at(-1) ?? name).replace(/\.npy$/i, "").toLowerCase();

function partOfArray(name: string): Part | null {
  const word = last(name);
  if (/test|t10k|(^|[_-])te($|[_-])/.test(word)) return "test";
  if (/valid|(^|[_-])(val|dev)/.test(word)) return "val";
  return /train|(^|[_-])tr($|[_-])/.test(word) ? "train" : null;
}

function kindByName(name: string): "inputs" | "labels" | null {
  const word = last(name);
  if (/label|target|class|(^|[_-])y($|[_-])/.test(word)) return "labels";
  return /image|feature|input|data|pixel|(^|[_-])x($|[_-])/.test(word) ? "inputs" : null;
}

const width = ({ shape }: NpyArray): number => shape.slice(1).reduce((product, length) => product * length, 1);

/** By its name, else by its shape: the slimmer of two arrays of equal count are the labels. */
function kindOf(array: NpyArray, all: readonly NpyArray[]): "inputs" | "labels" {
  const named = kindByName(array.name);
  if (named !== null) return named;
  const fellows = all.filter((other) => other !== array && other.shape[0] === array.shape[0]);
  return fellows.some((other) => width(other) > width(array)) ? "labels" : "inputs";
}

/**
 * Inputs and labels among arrays, by names such as x_train, train_images, X, data, labels, target, and by count and
 * order where names say nothing (arr_0, arr_1): then the second pair is for testing.
 */
export function pairArrays(arrays: readonly NpyArray[]): ArrayPairing {
  const usable = arrays.filter(({ shape }) => shape.length > 0);
  const of = (kind: "inputs" | "labels") => usable.filter((array) => kindOf(array, usable) === kind);
  const labels = new Set(of("labels"));
  const pairs: ArrayPair[] = [];
  const taken = new Set<Part>();
  for (const inputs of of("inputs")) {
    const named = partOfArray(inputs.name);
    const fits = [...labels].filter((each) => each.shape[0] === inputs.shape[0]);
    const found = fits.find((each) => partOfArray(each.name) === named) ?? (named === null ? fits[0] : undefined);
    const part: Part = named ?? (found ? partOfArray(found.name) : null) ?? (taken.has("train") ? "test" : "train");
    if (taken.has(part)) continue;
    taken.add(part);
    if (found) labels.delete(found);
    pairs.push({ part, inputs, labels: found ?? null });
  }
  const used = new Set(pairs.flatMap((pair) => [pair.inputs, pair.labels]));
  return { pairs, alone: arrays.filter((array) => !used.has(array)) };
}
