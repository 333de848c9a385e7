import { FailureError } from "../../core/failure.ts";
import { classesOfNumbers, classesOfWords, mostClasses } from "./classes.ts";
import type { ReadDataset } from "./dataset-claim.ts";
import { guessTextColumns, readTextColumns } from "./text-columns.ts";
import { valueRange } from "./value-range.ts";

/** A named column of anything. */
export interface Column {
  readonly name: string;
  readonly values: readonly unknown[];
}

const labelNames =
  /^(label|labels|class|target|y|category|species|variety|outcome|quality|digit|fine_label|sentiment|intent|diagnosis)$/i;

function invalid(message: string, where: string, advice?: string): FailureError {
  return new FailureError({ kind: "dataset-invalid", message, where, ...(advice === undefined ? {} : { advice }) });
}

/** A number of a cell: numbers, big ones, and booleans; null for everything else. */
function numberOf(value: unknown): number | null {
  const number = typeof value === "bigint" || typeof value === "boolean" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** Numbers of a cell: one, or those of a list such as an embedding or an image row by row; null where it holds anything else. */
function numbersOf(value: unknown): readonly number[] | null {
  if (!isList(value)) {
    const number = numberOf(value);
    return number === null ? null : [number];
  }
  const flat = Array.isArray(value) ? (value.flat(4) as unknown[]) : Array.from(value);
  const numbers = flat.map(numberOf);
  return numbers.includes(null) ? null : (numbers as number[]);
}

const isFeature = ({ values }: Column): boolean => values.length > 0 && numbersOf(values[0]) !== null;

/** The column named as a label; else the only one of words; else the last. */
function guessLabel(columns: readonly Column[]): Column | null {
  const named = columns.filter(({ name }) => labelNames.test(name));
  if (named.length > 0) return named[0] ?? null;
  const words = columns.filter(({ values }) => values.length > 0 && values.every((value) => typeof value === "string"));
  return words.length === 1 ? (words[0] ?? null) : (columns.at(-1) ?? null);
}

/** What a label column says. @throws FailureError dataset-invalid with the row of a value that is no label */
export function labelsOfColumn(
  file: string,
  { name, values }: Column,
  lineOf: (row: number) => string,
): { readonly labels: Int32Array; readonly classNames: readonly string[]; readonly targets?: Float32Array } {
  const words = values.some((value) => typeof value === "string");
  const bad = values.findIndex((value) => (words ? typeof value !== "string" : numberOf(value) === null));
  if (bad >= 0)
    throw invalid(
      `The label "${name}" of ${file} is missing or no label in ${lineOf(bad)}.`,
      `${file}, ${lineOf(bad)}, "${name}"`,
    );
  if (words) {
    const classes = classesOfWords(values as readonly string[]);
    if (classes.classNames.length <= mostClasses) return classes;
    throw invalid(
      `"${name}" of ${file} has ${classes.classNames.length} different values; it does not look like a class.`,
      file,
    );
  }
  const numbers = values.map((value) => numberOf(value) ?? 0);
  if (numbers.some((number) => !Number.isSafeInteger(number)) || new Set(numbers).size > mostClasses)
    return { labels: new Int32Array(0), classNames: [], targets: Float32Array.from(numbers) };
  return classesOfNumbers(numbers);
}

function readNumbers(file: string, columns: readonly Column[], lineOf: (row: number) => string): ReadDataset {
  const label = guessLabel(columns);
  const features = columns.filter((column) => column !== label && isFeature(column));
  const left = columns.filter((column) => column !== label && !features.includes(column)).map(({ name }) => name);
  const rows = label?.values.length ?? 0;
  if (label === null || features.length === 0 || rows === 0)
    throw invalid(
      `${file} has ${
        columns.length === 0
          ? "no columns"
          : `the columns ${columns
              .map(({ name }) => name)
              .slice(0, 8)
              .join(", ")}`
      }; Quorum reads texts, pictures or numbers with a label.`,
      file,
    );
  const widths = features.map(({ values }) => numbersOf(values[0])?.length ?? 1);
  const width = widths.reduce((sum, each) => sum + each, 0);
  if (width === 0) throw invalid(`The lists in ${file} are empty.`, file);
  const inputs = new Float32Array(rows * width);
  let place = 0;
  features.forEach(({ name, values }, feature) => {
    const length = widths[feature] ?? 1;
    values.forEach((value, row) => {
      const numbers = numbersOf(value);
      if (numbers === null || numbers.length !== length)
        throw invalid(
          numbers === null
            ? `${file} holds no number at "${name}" in ${lineOf(row)}.`
            : `"${name}" in ${lineOf(row)} of ${file} has ${numbers.length} numbers; the first row has ${length}.`,
          `${file}, ${lineOf(row)}, "${name}"`,
          "Fill the gap or leave out the row.",
        );
      inputs.set(numbers, row * width + place);
    });
    place += length;
  });
  const broken = inputs.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0) throw invalid(`${file} holds a number too large in ${lineOf(Math.floor(broken / width))}.`, file);
  const classes = labelsOfColumn(file, label, lineOf);
  const notes = [`the label is "${label.name}"`];
  if (left.length > 0) notes.push(`left out, since they hold no numbers: ${left.slice(0, 8).join(", ")}`);
  const named = features.flatMap(({ name }, feature) =>
    widths[feature] === 1 ? [name] : Array.from({ length: widths[feature] ?? 1 }, (_, at) => `${name} ${at + 1}`),
  );
  const range = valueRange(inputs);
  const dataset = { name: file, count: rows, shape: [width], inputs, ...classes, range, columns: named };
  return { dataset, words: `a table of ${rows} rows, ${width} numbers each`, notes, label: label.name };
}

/**
 * Columns as a dataset: a text column with its labels, else numbers with a label.
 * @param lineOf where a row stands in the file, for failures
 * @throws FailureError dataset-invalid with the place
 */
export function readColumns(file: string, columns: readonly Column[], lineOf: (row: number) => string): ReadDataset {
  const asText = (value: unknown) =>
    typeof value === "string" ? value.trim() : value === null || typeof value === "object" ? "" : String(value);
  const texts = columns.map(({ name, values }) => ({ name, cells: values.map(asText) }));
  const guess = guessTextColumns(texts);
  return guess === null ? readNumbers(file, columns, lineOf) : readTextColumns(file, texts, guess, lineOf);
}
