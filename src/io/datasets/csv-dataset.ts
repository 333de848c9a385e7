import { FailureError } from "../../core/failure.ts";
import { type Classes, classesOfNumbers, classesOfWords, mostClasses } from "./classes.ts";
import { type CsvColumns, guessColumns, isMissing, isNumeric } from "./csv-columns.ts";
import { readCsvRows } from "./csv-rows.ts";
import type { ReadDataset } from "./dataset-claim.ts";
import { valueRange } from "./value-range.ts";

function invalid(message: string, where: string, advice?: string): FailureError {
  return new FailureError({ kind: "dataset-invalid", message, where, ...(advice === undefined ? {} : { advice }) });
}

const columnWords = (columns: CsvColumns, column: number): string =>
  `column ${column + 1}${columns.header === null ? "" : ` ("${columns.header[column]}")`}`;

function refuseCell(name: string, columns: CsvColumns, line: number, column: number, cell: string): FailureError {
  const place = `line ${line}, ${columnWords(columns, column)}`;
  return isMissing(cell)
    ? invalid(`A value is missing in ${name}: ${place}.`, `${name}, ${place}`, "Fill the gap or delete the line.")
    : invalid(
        `${name} has the text "${cell.slice(0, 40)}" in ${place}; Quorum reads tables of numbers with one label column.`,
        `${name}, ${place}`,
        "Turn the column into numbers, or delete it.",
      );
}

function checkWidths(name: string, columns: CsvColumns): void {
  const width = (columns.header ?? columns.rows[0]?.cells ?? []).length;
  if (width < 2)
    throw invalid(
      `${name} has ${width} column; a table of features and a label needs two or more.`,
      name,
      "Separate the columns by commas.",
    );
  const ragged = columns.rows.find(({ cells }) => cells.length !== width);
  if (ragged !== undefined)
    throw invalid(
      `Line ${ragged.line} of ${name} has ${ragged.cells.length} cells; the others have ${width}.`,
      `${name}, line ${ragged.line}`,
    );
}

/** Rows with gaps are left out where they are few; where they are many, the person decides what becomes of them. */
const mostGaps = 1 / 4;

/** The table without the rows in which a number or the label is missing, as long as those are few. */
function withoutGaps(all: CsvColumns): { readonly columns: CsvColumns; readonly notes: readonly string[] } {
  const gap = (cell: string, column: number) =>
    column === all.label && all.wordLabels ? cell === "" || cell === "?" : isMissing(cell);
  const rows = all.rows.filter(
    ({ cells }) => ![...all.features, all.label].some((column) => gap(cells[column] ?? "", column)),
  );
  const gone = all.rows.length - rows.length;
  if (gone === 0 || gone > all.rows.length * mostGaps) return { columns: all, notes: all.notes };
  const note = `${gone} of ${all.rows.length} rows have missing values and were left out`;
  return { columns: { ...all, rows }, notes: [...all.notes, note] };
}

/** What the label column says: classes, or numbers to be met. */
type Labels = Classes & { readonly targets?: Float32Array };

function readLabels(name: string, columns: CsvColumns): Labels {
  const cells = columns.rows.map(({ cells: all }) => all[columns.label] ?? "");
  // "none" may well be a class
  const gap = cells.findIndex((cell) => (columns.wordLabels ? cell === "" || cell === "?" : isMissing(cell)));
  if (gap >= 0) throw refuseCell(name, columns, columns.rows[gap]?.line ?? 0, columns.label, "");
  if (columns.wordLabels) return classesOfWords(cells);
  const odd = cells.findIndex((cell) => !isNumeric(cell) || !Number.isFinite(Math.fround(Number(cell))));
  if (odd >= 0) {
    const place = `line ${columns.rows[odd]?.line}, ${columnWords(columns, columns.label)}`;
    throw invalid(
      `${name} has "${cells[odd]?.slice(0, 40)}" where the label should stand (${place}); labels are all words or all numbers.`,
      `${name}, ${place}`,
      'Name the label column "label", or put it last.',
    );
  }
  const numbers = cells.map(Number);
  if (numbers.some((number) => !Number.isSafeInteger(number)) || new Set(numbers).size > mostClasses)
    return { labels: new Int32Array(0), classNames: [], targets: Float32Array.from(numbers) };
  const named = columns.classNames;
  if (named !== null && named.length > 0 && numbers.every((label) => label >= 0 && label < named.length))
    return { labels: Int32Array.from(numbers), classNames: named };
  return classesOfNumbers(numbers);
}

/**
 * A table of numbers with one label column as a dataset. The label is the column named so, else the only column of
 * words, else the last; a header, and the counts that scikit-learn puts first, are recognised. Labels that are not
 * whole numbers, or that take more than 1,000 values, are targets of a regression.
 * @returns the dataset, its shape the number of features, and sentences on what was guessed
 * @throws FailureError dataset-invalid, naming line and column, for missing values, text among the features, lines of
 * another length, labels that are none, or too many classes
 */
export function readCsvDataset(name: string, text: string): ReadDataset {
  const all = guessColumns(readCsvRows(name, text));
  if (all.rows.length === 0) throw invalid(`${name} has no rows.`, name);
  checkWidths(name, all);
  const cells = all.rows.flatMap((row) => row.cells);
  if (all.rows.length === 1 && !cells.some(isNumeric))
    throw invalid(`${name} has a line of words and no rows below it.`, `${name}, line ${all.rows[0]?.line}`);
  const { columns, notes } = withoutGaps(all);
  const width = columns.features.length;
  const inputs = new Float32Array(columns.rows.length * width);
  columns.rows.forEach(({ line, cells }, row) => {
    columns.features.forEach((column, feature) => {
      const cell = cells[column] ?? "";
      if (!isNumeric(cell)) throw refuseCell(name, columns, line, column, cell);
      inputs[row * width + feature] = Number(cell);
    });
  });
  const { labels, classNames, targets } = readLabels(name, columns);
  const range = valueRange(inputs);
  const count = columns.rows.length;
  const { header } = columns;
  const named = header === null ? {} : { columns: columns.features.map((column) => header[column] ?? "") };
  const words = (wanted: string) => `a table of ${count} rows, ${width} numbers and a ${wanted} each`;
  if (targets !== undefined) {
    const [least, most] = valueRange(targets);
    const note = `the labels are numbers from ${least} to ${most}, so this is a regression, measured by explained variance`;
    const dataset = { name, count, shape: [width], inputs, labels, classNames, targets, range, ...named };
    return { dataset, words: words("target"), notes: [...notes, note] };
  }
  const different = new Set(labels).size;
  if (classNames.length > mostClasses || (different === labels.length && different > 20))
    throw invalid(
      `${columnWords(columns, columns.label)} of ${name} has ${different} different values in ${labels.length} rows; it does not look like a class.`,
      name,
      'Name the label column "label", or put it last.',
    );
  return {
    dataset: { name, count, shape: [width], inputs, labels, classNames, range, ...named },
    words: words("label"),
    notes,
  };
}
