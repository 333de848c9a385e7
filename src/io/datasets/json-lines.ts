import { FailureError } from "../../core/failure.ts";
import { parseJson } from "../bytes/json-text.ts";
import { type Column, readColumns } from "./columns-dataset.ts";
import type { ReadDataset } from "./dataset-claim.ts";

const mostColumns = 10_000;

/**
 * JSON lines, an object a row: a text and a label, or numbers and a label.
 * @throws FailureError file-damaged or dataset-invalid with the line
 */
export function readJsonLines(name: string, text: string): ReadDataset {
  const columns = new Map<string, unknown[]>();
  const lines: number[] = [];
  text.split(/\r\n|\n/).forEach((line, i) => {
    if (line.trim() === "") return;
    const row = parseJson(`${name}, line ${i + 1}`, line);
    if (typeof row !== "object" || row === null || Array.isArray(row))
      throw new FailureError({
        kind: "dataset-invalid",
        message: `Line ${i + 1} of ${name} is no JSON object.`,
        where: `${name}, line ${i + 1}`,
      });
    for (const [key, value] of Object.entries(row)) {
      const column = columns.get(key) ?? [];
      column[lines.length] = value;
      columns.set(key, column);
    }
    if (columns.size > mostColumns)
      throw new FailureError({
        kind: "dataset-invalid",
        message: `The lines of ${name} name more than ${mostColumns} different fields.`,
        where: `${name}, line ${i + 1}`,
      });
    lines.push(i + 1);
  });
  const filled = [...columns].map(
    ([key, values]): Column => ({
      name: key,
      values: Array.from({ length: lines.length }, (_, row) => values[row] ?? null),
    }),
  );
  return readColumns(name, filled, (row) => `line ${lines[row] ?? 0}`);
}
