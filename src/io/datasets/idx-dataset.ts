import type { Dataset } from "../../core/dataset/dataset.ts";
import { FailureError } from "../../core/failure.ts";
import { classesOfIndices, mostClasses } from "./classes.ts";
import { type IdxArray, readIdx } from "./idx.ts";
import { valueRange } from "./value-range.ts";

/** A file by its name and its unpacked bytes. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Images and the labels that belong to them. */
export interface IdxPair {
  readonly images: NamedBytes;
  readonly labels: NamedBytes;
}

function invalid(message: string, where: string, advice?: string): FailureError {
  return new FailureError({ kind: "dataset-invalid", message, where, ...(advice === undefined ? {} : { advice }) });
}

interface Part {
  readonly images: IdxArray;
  readonly labels: Uint8Array | Float32Array;
  readonly count: number;
}

/** The array of an images file, every value finite. */
function readImages({ name, bytes }: NamedBytes): IdxArray {
  const images = readIdx(name, bytes);
  if (images.dimensions.includes(0)) throw invalid(`${name} holds no images.`, name);
  const { values } = images;
  const broken = values instanceof Float32Array ? values.findIndex((value) => !Number.isFinite(value)) : -1;
  if (broken >= 0) throw invalid(`${name} holds ${values[broken]} as a value.`, `${name}, value ${broken}`);
  return images;
}

function readPart({ images, labels }: IdxPair): Part {
  const pixels = readImages(images);
  const classes = readIdx(labels.name, labels.bytes);
  const [count = 0, ...shape] = pixels.dimensions;
  if (shape.length === 0 || classes.dimensions.length !== 1)
    throw invalid(
      `${images.name} has ${pixels.dimensions.length} axes and ${labels.name} ${classes.dimensions.length}; images need two or more, labels one.`,
      images.name,
    );
  if (count !== classes.values.length)
    throw invalid(
      `${images.name} holds ${count} images, ${labels.name} ${classes.values.length} labels.`,
      labels.name,
      "Drop the labels that belong to these images.",
    );
  const odd = classes.values.findIndex((label) => !Number.isInteger(label) || label < 0);
  if (odd >= 0)
    throw invalid(
      `${labels.name} holds the label ${classes.values[odd]}; labels are whole numbers from 0.`,
      `${labels.name}, label ${odd}`,
    );
  return { images: pixels, labels: classes.values, count };
}

function join(parts: readonly (Uint8Array | Float32Array)[]): Uint8Array | Float32Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = parts.every((part) => part instanceof Uint8Array);
  const joined = bytes ? new Uint8Array(length) : new Float32Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/**
 * A dataset of IDX images and labels. With a test pair its rows follow and become `testRows`.
 * @throws FailureError file-damaged for a broken file; dataset-invalid where counts or shapes differ or a value is none
 */
export function readIdxDataset(name: string, main: IdxPair, test: IdxPair | null): Dataset {
  const parts = (test === null ? [main] : [main, test]).map(readPart);
  const shapes = parts.map(({ images }) => images.dimensions.slice(1));
  const [shape = [], second = shape] = shapes;
  if (shape.join() !== second.join())
    throw invalid(
      `${main.images.name} has images of ${shape.join(" × ")}, ${test?.images.name} of ${second.join(" × ")}: they belong to different data sets.`,
      test?.images.name ?? name,
    );
  const numbers = join(parts.map((part) => part.labels));
  const [, highest] = valueRange(numbers);
  if (highest >= mostClasses)
    throw invalid(
      `${main.labels.name} has labels up to ${highest}; Quorum works with at most ${mostClasses} classes, numbered from 0.`,
      main.labels.name,
    );
  const { labels, classNames } = classesOfIndices(numbers);
  const inputs = join(parts.map(({ images }) => images.values));
  const first = parts[0]?.count ?? 0;
  return {
    name,
    count: labels.length,
    shape,
    inputs,
    labels,
    classNames,
    range: valueRange(inputs),
    ...(test === null ? {} : { testRows: Int32Array.from({ length: labels.length - first }, (_, i) => first + i) }),
  };
}

/**
 * Images without labels as a dataset: labels and class names are empty.
 * @throws FailureError file-damaged for a broken file; dataset-invalid where there is no image or a value is none
 */
export function readIdxImages(images: NamedBytes): Dataset {
  const { dimensions, values } = readImages(images);
  const [count = 0, ...shape] = dimensions;
  const range = valueRange(values);
  return { name: images.name, count, shape, inputs: values, labels: new Int32Array(0), classNames: [], range };
}
