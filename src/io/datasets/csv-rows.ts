import Papa from "papaparse";
import { FailureError } from "../../core/failure.ts";

/** A row of a table and the line of the file where it begins, counted from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

const newlines = (cells: readonly string[]): number =>
  cells.reduce(
    (sum, cell) => sum + (cell.includes("\n") || cell.includes("\r") ? (cell.match(/\r\n|\r|\n/g)?.length ?? 0) : 0),
    0,
  );

/**
 * The rows of a CSV or TSV text, the separator found from the text; empty lines are passed over.
 * @throws FailureError dataset-invalid for a quote that is never closed, with its line
 */
export function readCsvRows(name: string, text: string): readonly CsvRow[] {
  // a line break at the end would count as a row of one cell when the separator is guessed
  const { data, errors } = Papa.parse<string[]>(text.replace(/[\r\n]+$/, ""), {
    delimitersToGuess: [",", ";", "\t", "|", " "],
  });
  const rows: CsvRow[] = [];
  let line = 1;
  const lines = data.map((cells) => {
    const at = line;
    line += 1 + newlines(cells);
    if (cells.some((cell) => cell.trim() !== "")) rows.push({ line: at, cells: cells.map((cell) => cell.trim()) });
    return at;
  });
  const quote = errors.find((error) => error.type === "Quotes");
  if (quote !== undefined) {
    const at = lines[quote.row ?? 0] ?? 1;
    throw new FailureError({
      kind: "dataset-invalid",
      message: `A quotation mark in line ${at} of ${name} is never closed.`,
      where: `${name}, line ${at}`,
      details: quote.message,
    });
  }
  return rows;
}
