import { FailureError } from "../../core/failure.ts";
import { type CsvRow, readCsvRows } from "./csv-rows.ts";
import type { ReadDataset } from "./dataset-claim.ts";
import { guessTextColumns, readTextColumns, type TextColumn } from "./text-columns.ts";

const headerCell =
  /^"?(text|texts|sentence|message|review|question|query|utterance|tweet|content|comment|label|class|target|category|sentiment|intent|topic|class index|v1|v2|id|title|description)"?$/i;

const columnsOf = (rows: readonly CsvRow[], header: readonly string[] | null, width: number): readonly TextColumn[] =>
  Array.from({ length: width }, (_, place) => ({
    name: header?.[place] ?? null,
    // line breaks within a text are one sign, whatever system wrote them, as Python reads text files
    cells: rows.map(({ cells }) => (cells[place] ?? "").replace(/\r\n?/g, "\n")),
  }));

/** A first line whose cells are column names: known ones, or, above the labels, a word that is no label. */
function hasHeader(first: CsvRow, rest: readonly CsvRow[], label: number | null): boolean {
  if (first.cells.some((cell) => headerCell.test(cell))) return true;
  if (label === null || rest.length < 4) return false;
  const classes = new Set(rest.map(({ cells }) => cells[label] ?? ""));
  return !classes.has(first.cells[label] ?? "") && classes.size * 2 < rest.length;
}

/**
 * A CSV or TSV of texts and labels; null where no column holds texts, so that it may be a table of numbers.
 * @throws FailureError dataset-invalid
 */
export function readTextTable(name: string, text: string): ReadDataset | null {
  const [first, ...rest] = readCsvRows(name, text);
  if (first === undefined || rest.length === 0) return null;
  const width = Math.max(first.cells.length, rest[0]?.cells.length ?? 0);
  const bare = guessTextColumns(columnsOf(rest, null, width));
  const header = hasHeader(first, rest, bare?.label ?? null) ? first.cells : null;
  const rows = header === null ? [first, ...rest] : rest;
  const columns = columnsOf(rows, header, width);
  const guess = guessTextColumns(columns);
  if (guess === null) return null;
  const ragged = rows.find(({ cells }) => cells.length !== width);
  if (ragged !== undefined)
    throw new FailureError({
      kind: "dataset-invalid",
      message: `Line ${ragged.line} of ${name} has ${ragged.cells.length} cells; the others have ${width}.`,
      where: `${name}, line ${ragged.line}`,
      advice: "Put texts that hold the separator into quotation marks.",
    });
  return readTextColumns(name, columns, guess, (row) => `line ${rows[row]?.line ?? 0}`);
}
