import { decodeText } from "../bytes/text.ts";
import type { UnpackedFile } from "../bytes/unpack.ts";
import { claimsByPart } from "./claims-by-part.ts";
import { readCsvDataset } from "./csv-dataset.ts";
import { type DatasetClaims, type ReadDataset, settledClaims } from "./dataset-claim.ts";
import { readJsonLines } from "./json-lines.ts";
import { isLabelledLines, readLabelledLines } from "./labelled-lines.ts";
import { readTextTable } from "./text-table.ts";

async function readTable(file: UnpackedFile): Promise<ReadDataset> {
  const text = decodeText(await file.bytes());
  if (file.recognised.kind === "jsonl") return readJsonLines(file.name, text);
  if (isLabelledLines(text.slice(0, 65_536))) return readLabelledLines(file.name, text);
  return readTextTable(file.name, text) ?? readCsvDataset(file.name, text);
}

async function isTable(file: UnpackedFile): Promise<boolean> {
  const { kind } = file.recognised;
  if (kind === "csv" || kind === "jsonl") return true;
  return kind === "text" && isLabelledLines(decodeText((await file.bytes()).subarray(0, 65_536)));
}

/** Tables of numbers, tables of texts, JSON lines, and lines of a label and words. */
export async function claimTables(files: readonly UnpackedFile[]): Promise<DatasetClaims> {
  const tables: UnpackedFile[] = [];
  for (const file of files) if (await isTable(file)) tables.push(file);
  return settledClaims(claimsByPart(tables, readTable, "rows"), new Set(tables));
}
