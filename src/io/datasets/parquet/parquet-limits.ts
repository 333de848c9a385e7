import { type ColumnMetaData, type FileMetaData, parquetMetadata } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getSchemaPath } from "hyparquet/src/schema.js";
import { FailureError } from "../../../core/failure.ts";
import { type ByteBudget, budgetFor } from "../../bytes/byte-budget.ts";
import { damagedParquet } from "./damaged-parquet.ts";
import { pageFits } from "./parquet-page.ts";

const mostCells = 32 * 1024 * 1024;
/** Bytes within which a page's header must end. */
const longestHeader = 16 * 1024;
/** Continued numbers of more bytes than this are none; a number of a megabyte would take hours to read. */
const longestNumber = 4096;

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/**
 * The description at a Parquet file's end.
 * @throws FailureError file-damaged; whatever the library throws
 */
export function readDescription(name: string, bytes: Uint8Array<ArrayBuffer>): FileMetaData {
  const view = new DataView(bytes.buffer);
  const length = bytes.length < 12 ? 0 : view.getUint32(bytes.length - 8, true);
  if (length === 0 || length + 12 > bytes.length || view.getUint32(bytes.length - 4, true) !== 0x31524150)
    throw damagedParquet(name, "is cut off: its description at the end is missing");
  let run = 0;
  for (const byte of bytes.subarray(bytes.length - 8 - length, bytes.length - 8)) {
    run = byte < 0x80 ? 0 : run + 1;
    if (run > longestNumber) throw damagedParquet(name, "has a damaged description");
  }
  return parquetMetadata(bytes.buffer);
}

/** @returns how many values the column declares */
function checkColumn(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  metadata: FileMetaData,
  column: ColumnMetaData,
  budget: ByteBudget,
): void {
  const path = column.path_in_schema.join(".");
  const declared = Number(column.num_values);
  const start = Number(column.dictionary_page_offset ?? column.data_page_offset);
  const end = start + Number(column.total_compressed_size);
  if (!isCount(start) || !isCount(end) || start < 4 || end > bytes.length || end < start)
    throw damagedParquet(name, `has a column that lies outside of the file (${path})`);
  const schema = getSchemaPath(metadata.schema, column.path_in_schema);
  const levels = { definition: getMaxDefinitionLevel(schema), repetition: getMaxRepetitionLevel(schema) };
  let values = 0;
  for (let at = start; at < end && values < declared; ) {
    const reader = { view: new DataView(bytes.buffer, at, Math.min(end - at, longestHeader)), offset: 0 };
    const page = parquetHeader(reader);
    const from = at + reader.offset;
    at = from + page.compressed_page_size;
    if (!isCount(page.compressed_page_size) || !isCount(page.uncompressed_page_size) || at > end)
      throw damagedParquet(name, `has a page that leaves its column (${path})`);
    budget.spend(page.uncompressed_page_size);
    const data = page.data_page_header ?? page.data_page_header_v2;
    const count = data?.num_values ?? page.dictionary_page_header?.num_values ?? 0;
    if (!isCount(count) || count > declared || (!data && count > 8 * page.uncompressed_page_size))
      throw damagedParquet(name, `has a page of more values than its column (${path})`);
    if (!pageFits(bytes.subarray(from, at), page, column, levels))
      throw damagedParquet(name, `has a page that does not hold what it declares, or in a rare encoding (${path})`);
    if (data) values += count;
  }
  if (values !== declared)
    throw damagedParquet(name, `has a column with ${values} instead of ${declared} values (${path})`);
}

/**
 * Walks through every page before anything is made of it: pages lie within their column, hold no more values than the
 * column declares, and unpack within the file's budget. A file can otherwise declare a billion values in a hundred bytes.
 * @throws FailureError file-damaged, file-too-large; whatever the library throws
 */
export function checkParquet(name: string, bytes: Uint8Array<ArrayBuffer>, metadata: FileMetaData): void {
  const budget = budgetFor(name, bytes.length);
  let cells = 0;
  let rows = 0;
  for (const group of metadata.row_groups) {
    if (!isCount(Number(group.num_rows))) throw damagedParquet(name, "has a group without a number of rows");
    rows += Number(group.num_rows);
    for (const { meta_data: column } of group.columns) {
      if (column === undefined || !isCount(Number(column.num_values)))
        throw damagedParquet(name, "has a column without a description");
      cells += Number(column.num_values);
      if (cells > mostCells)
        throw new FailureError({
          kind: "file-too-large",
          message: `The Parquet file ${name} has more than ${mostCells} values.`,
          where: name,
          advice: "Write a smaller part of it.",
        });
      checkColumn(name, bytes, metadata, column, budget);
    }
  }
  if (Number(metadata.num_rows) !== rows || rows > mostCells)
    throw damagedParquet(name, `declares ${metadata.num_rows} rows and has ${rows}`);
}
