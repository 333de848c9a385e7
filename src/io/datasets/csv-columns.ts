import type { CsvRow } from "./csv-rows.ts";

/** What the first line is, and which columns hold what. */
export interface CsvColumns {
  /** Column names; null where the file has none. */
  readonly header: readonly string[] | null;
  /** Class names that scikit-learn's own files carry in their first line. */
  readonly classNames: readonly string[] | null;
  /** Lines that hold examples. */
  readonly rows: readonly CsvRow[];
  readonly label: number;
  /** Whether the labels are words. */
  readonly wordLabels: boolean;
  readonly features: readonly number[];
  /** Sentences on what was guessed. */
  readonly notes: readonly string[];
}

const labelNames = /^"?(label|class|target|y|digit|species|variety|diagnosis|category|outcome|quality)"?$/i;
const missing = /^(|\?|na|n\/a|nan|null|none|-)$/i;

/** True for a cell that holds no value. */
export const isMissing = (cell: string): boolean => missing.test(cell);
/** True for a cell that `Number` reads as a finite number. */
export const isNumeric = (cell: string): boolean => cell !== "" && Number.isFinite(Number(cell));

/** scikit-learn begins its files with "rows,columns,class,class,...": counts that the rest must bear out. */
function sklearnClasses(first: CsvRow, rest: readonly CsvRow[]): readonly string[] | null {
  const [rows, columns, ...names] = first.cells;
  const fits = Number(rows) === rest.length && rest[0]?.cells.length === Number(columns) + 1 && rest.length > 0;
  // iris has four columns and three classes: the line is then as long as any other
  const differs = first.cells.length !== rest[0]?.cells.length || names.some((name) => !isNumeric(name));
  return fits && differs ? names.filter((name) => name !== "") : null;
}

const isWords = (rows: readonly CsvRow[], column: number): boolean =>
  rows.some(({ cells }) => !isMissing(cells[column] ?? "")) &&
  rows.every(({ cells }) => isMissing(cells[column] ?? "") || !isNumeric(cells[column] ?? ""));

function isHeader(first: CsvRow, rest: readonly CsvRow[]): boolean {
  if (rest.length === 0) return false;
  if (first.cells.some((cell) => labelNames.test(cell))) return true;
  const some = rest.slice(0, 50);
  const numbers = first.cells.map((_, column) =>
    some.every(({ cells }) => isNumeric(cells[column] ?? "") || isMissing(cells[column] ?? "")),
  );
  const named = first.cells.filter((cell, column) => numbers[column] && !isNumeric(cell) && !isMissing(cell)).length;
  return named * 2 > numbers.filter(Boolean).length;
}

/** Row numbers that pandas writes into a first column without a name, or one named "id". */
function isRowNumber(name: string | undefined, rows: readonly CsvRow[]): boolean {
  if (name === undefined || !/^(|id|index|unnamed: 0)$/i.test(name)) return false;
  const start = Number(rows[0]?.cells[0]);
  return rows.every(({ cells }, i) => cells[0] !== "" && Number(cells[0]) === start + i);
}

const distinct = (rows: readonly CsvRow[], column: number): number =>
  new Set(rows.map(({ cells }) => cells[column])).size;

function guessLabel(rows: readonly CsvRow[], header: readonly string[] | null, columns: readonly number[]): number {
  const last = columns.at(-1) ?? 0;
  const named = columns.filter((column) => labelNames.test(header?.[column] ?? ""));
  if (named.length > 0) return named.at(-1) ?? last;
  const words = columns.filter((column) => isWords(rows, column));
  if (words.length === 1) return words[0] ?? last;
  const first = columns[0] ?? 0;
  const whole = rows.every(({ cells }) => Number.isInteger(Number(cells[first])));
  const classes = distinct(rows, first);
  // MNIST as CSV has the digit first, and a last pixel that is always 0
  return rows.length > 1 && distinct(rows, last) === 1 && whole && classes > 1 && classes <= 100 ? first : last;
}

/** Guesses what the first line and the columns of a table are; nothing is refused here. */
export function guessColumns(all: readonly CsvRow[]): CsvColumns {
  const [first, ...rest] = all;
  const notes: string[] = [];
  const classNames = first === undefined ? null : sklearnClasses(first, rest);
  const header = first !== undefined && classNames === null && isHeader(first, rest) ? first.cells : null;
  const rows = classNames !== null || header !== null ? rest : all;
  if (classNames !== null) notes.push("the first line holds counts and class names, as in scikit-learn's files");
  const width = (header ?? rows[0]?.cells ?? []).length;
  let columns = Array.from({ length: width }, (_, column) => column);
  if (isRowNumber(header?.[0], rows)) {
    columns = columns.slice(1);
    notes.push("the first column only numbers the rows and was left out");
  }
  const label = guessLabel(rows, header, columns);
  notes.push(`the label is column ${label + 1}${header === null ? "" : ` ("${header[label]}")`}`);
  return {
    header,
    classNames,
    rows,
    label,
    wordLabels: isWords(rows, label),
    features: columns.filter((column) => column !== label),
    notes,
  };
}
