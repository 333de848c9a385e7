import { type FileMetaData, parquetRead } from "hyparquet";
import { FailureError } from "../../../core/failure.ts";
import { type Column, labelsOfColumn, readColumns } from "../columns-dataset.ts";
import type { DatasetTools, ReadDataset } from "../dataset-claim.ts";
import { readPictures } from "../pictures/read-pictures.ts";
import { valueRange } from "../value-range.ts";
import { damagedParquet } from "./damaged-parquet.ts";
import { checkParquet, readDescription } from "./parquet-limits.ts";
import { unpackers } from "./parquet-page.ts";

const lineOf = (row: number): string => `row ${row}`;

/** Bytes of a picture: the cell itself, or its field "bytes" as Hugging Face writes it; null for anything else. */
function pictureOf(value: unknown): Uint8Array<ArrayBuffer> | null {
  if (value instanceof Uint8Array) return value as Uint8Array<ArrayBuffer>;
  if (typeof value !== "object" || value === null || !("bytes" in value)) return null;
  return value.bytes instanceof Uint8Array ? (value.bytes as Uint8Array<ArrayBuffer>) : null;
}

/** Class names that Hugging Face keeps in the file's metadata for a column of numbers. */
function namesIn(metadata: FileMetaData, column: string): readonly string[] | null {
  const text = metadata.key_value_metadata?.find(({ key }) => key === "huggingface")?.value;
  if (text === undefined || text.length > 1_000_000) return null;
  try {
    const names = JSON.parse(text)?.info?.features?.[column]?.names as unknown;
    return Array.isArray(names) && names.every((name) => typeof name === "string") ? names : null;
  } catch {
    return null;
  }
}

interface Table {
  readonly columns: readonly Column[];
  readonly metadata: FileMetaData;
}

/** @throws FailureError file-damaged for whatever the library throws */
async function readTable(name: string, bytes: Uint8Array): Promise<Table> {
  const file = bytes.slice();
  try {
    const metadata = readDescription(name, file);
    checkParquet(name, file, metadata);
    const columns = new Map<string, unknown[]>();
    await parquetRead({
      file: file.buffer,
      metadata,
      compressors: unpackers,
      // binary columns without a text type stay bytes
      utf8: false,
      onChunk({ columnName, columnData, rowStart }) {
        const values = columns.get(columnName) ?? [];
        for (let i = 0; i < columnData.length; i++) values[rowStart + i] = columnData[i];
        columns.set(columnName, values);
      },
    });
    const rows = Number(metadata.num_rows);
    for (const [column, values] of columns)
      if (values.length !== rows)
        throw damagedParquet(name, `has ${values.length} values of "${column}" in ${rows} rows`);
    return { columns: [...columns].map(([column, values]) => ({ name: column, values })), metadata };
  } catch (thrown) {
    if (thrown instanceof FailureError) throw thrown;
    throw damagedParquet(name, "is damaged or cut off, or uses a feature that Quorum does not read", String(thrown));
  }
}

async function readPictureColumn(
  name: string,
  picture: Column,
  others: readonly Column[],
  { decodeImage }: DatasetTools,
): Promise<ReadDataset> {
  if (decodeImage === undefined)
    throw new FailureError({
      kind: "dataset-invalid",
      message: `${name} holds pictures, which cannot be decoded here.`,
      where: name,
    });
  const files = picture.values.map((value, row) => ({
    name: `${name}, ${lineOf(row)}`,
    bytes: async () => pictureOf(value) ?? new Uint8Array(),
  }));
  const { shape, inputs, notes } = await readPictures(name, files, decodeImage);
  const label =
    others.find((column) => /label|class|target|^y$/i.test(column.name)) ??
    others.find(({ values }) => typeof values[0] !== "object");
  const classes = label ? labelsOfColumn(name, label, lineOf) : { labels: new Int32Array(0), classNames: [] };
  const count = files.length;
  return {
    dataset: { name, count, shape, inputs, ...classes, range: valueRange(inputs) },
    words: `${count} pictures of ${shape.join(" × ")}`,
    notes: [
      `the pictures are "${picture.name}"`,
      label ? `the label is "${label.name}"` : "no column is a label",
      ...notes,
    ],
    ...(label ? { label: label.name } : {}),
  };
}

/**
 * A Parquet table: pictures and labels, texts and labels, or numbers and a label (parquet.apache.org).
 * @throws FailureError file-damaged, file-too-large, dataset-invalid
 */
export async function readParquet(name: string, bytes: Uint8Array, tools: DatasetTools): Promise<ReadDataset> {
  const { columns, metadata } = await readTable(name, bytes);
  if (columns.length === 0)
    throw new FailureError({ kind: "dataset-invalid", message: `The Parquet file ${name} has no rows.`, where: name });
  const picture = columns.find(({ values }) => pictureOf(values[0]) !== null);
  const others = columns.filter((column) => column !== picture);
  const read = picture ? await readPictureColumn(name, picture, others, tools) : readColumns(name, columns, lineOf);
  const { classNames } = read.dataset;
  const numbered = classNames.length > 0 && classNames.every((each, index) => each === String(index));
  const named = numbered && read.label !== undefined ? namesIn(metadata, read.label) : null;
  if (named === null || named.length < classNames.length) return read;
  return { ...read, dataset: { ...read.dataset, classNames: named } };
}
