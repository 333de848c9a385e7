import type { Dataset } from "../../../core/dataset/dataset.ts";
import { FailureError } from "../../../core/failure.ts";
import type { ReadDataset } from "../dataset-claim.ts";
import { joinDatasets, partWords } from "../join-datasets.ts";
import { inputsOfArray } from "./array-inputs.ts";
import { labelsOfArray } from "./array-labels.ts";
import type { NpyArray } from "./npy.ts";
import { type ArrayPair, pairArrays } from "./pair-arrays.ts";

const shapeWords = ({ name, shape, type }: NpyArray): string => `${name} (${type}, ${shape.join(" × ")})`;

function readPair({ inputs, labels }: ArrayPair, notes: string[]): Dataset {
  const { note, ...read } = inputsOfArray(inputs);
  if (note) notes.push(note);
  if (labels === null) return { name: inputs.name, ...read, labels: new Int32Array(0), classNames: [] };
  const { note: said, ...classes } = labelsOfArray(labels);
  if (said) notes.push(said);
  return { name: inputs.name, ...read, ...classes };
}

/**
 * A dataset of NumPy arrays, inputs and labels found by their names, shapes and counts.
 * @throws FailureError dataset-invalid where no array holds examples, and where labels are left that fit no inputs
 */
export function readArraysDataset(name: string, arrays: readonly NpyArray[]): ReadDataset {
  const { pairs: all, alone: unused } = pairArrays(arrays);
  const labelled = all.filter(({ labels }) => labels !== null);
  // a test part without its labels says nothing beside labelled examples
  const pairs = labelled.length > 0 ? labelled : all;
  const alone = [...unused, ...all.filter((pair) => !pairs.includes(pair)).map(({ inputs }) => inputs)];
  const list = arrays.map(shapeWords).join(", ");
  const bare = all.find(({ labels }) => labels === null);
  const lost = alone.find(({ shape }) => shape.length === 1 || (shape.length === 2 && shape[1] === 1));
  if (pairs.length === 0)
    throw new FailureError({
      kind: "dataset-invalid",
      message: `${name} holds ${list || "no arrays"}; Quorum looks for inputs and labels, such as x_train and y_train.`,
      where: name,
      advice: "Save the inputs as x and the labels as y: np.savez(file, x=x, y=y).",
    });
  if (bare && lost)
    throw new FailureError({
      kind: "dataset-invalid",
      message: `${bare.inputs.name} holds ${bare.inputs.shape[0]} examples, ${lost.name} ${lost.shape[0]} labels.`,
      where: lost.name,
      advice: "Drop the labels that belong to these examples.",
    });
  const short = (array: NpyArray) => array.name.replace(`${name}: `, "");
  const notes: string[] = [];
  const parts = pairs.map((pair) => ({ dataset: readPair(pair, notes), part: pair.part }));
  const dataset = joinDatasets(parts, name);
  const read = pairs.map(({ inputs, labels, part }) => {
    const role = pairs.length > 1 ? ` (${part})` : "";
    return `${short(inputs)} are the inputs${labels ? ` and ${short(labels)} the labels` : ""}${role}`;
  });
  if (alone.length > 0) notes.push(`not used: ${alone.map(shapeWords).join(", ")}`);
  const shape = dataset.shape.join(" × ");
  const what = `${dataset.count} examples of ${shape}${partWords(dataset, parts)}`;
  return { dataset, words: what, notes: [...read, ...notes] };
}
