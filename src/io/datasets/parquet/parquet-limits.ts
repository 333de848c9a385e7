import type { FileMetaData } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { FailureError } from "../../../core/failure.ts";
import { budgetFor } from "../../bytes/byte-budget.ts";

const mostCells = 64 * 1024 * 1024;

/** The failure of a Parquet file that breaks its format. */
export function damagedParquet(name: string, what: string, details?: string): FailureError {
  return new FailureError({
    kind: "file-damaged",
    message: `The Parquet file ${name} ${what}.`,
    where: name,
    advice: "Write or fetch the file again.",
    ...(details === undefined ? {} : { details }),
  });
}

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/**
 * Walks through the header of every page before anything is unpacked: pages lie within their column, hold no more values
 * than the column declares, and unpack within the file's budget. A file can otherwise declare a billion values in a
 * hundred bytes.
 * @throws FailureError file-damaged, file-too-large
 */
export function checkParquet(name: string, bytes: Uint8Array, metadata: FileMetaData): void {
  const budget = budgetFor(name, bytes.length);
  let cells = 0;
  for (const { columns } of metadata.row_groups)
    for (const { meta_data: column } of columns) {
      if (column === undefined) throw damagedParquet(name, "has a column without a description");
      const declared = Number(column.num_values);
      const start = Number(column.dictionary_page_offset ?? column.data_page_offset);
      const end = start + Number(column.total_compressed_size);
      cells += declared;
      if (!isCount(declared) || !isCount(start) || !isCount(end) || start < 4 || end > bytes.length || end < start)
        throw damagedParquet(name, `has a column that lies outside of the file (${column.path_in_schema.join(".")})`);
      if (cells > mostCells)
        throw new FailureError({
          kind: "file-too-large",
          message: `The Parquet file ${name} has more than ${mostCells} values.`,
          where: name,
          advice: "Write a smaller part of it.",
        });
      const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
      const reader = { view, offset: 0 };
      let values = 0;
      while (reader.offset < view.byteLength && values < declared) {
        const page = parquetHeader(reader);
        const sizes = [page.compressed_page_size, page.uncompressed_page_size];
        if (!sizes.every(isCount) || reader.offset + page.compressed_page_size > view.byteLength)
          throw damagedParquet(name, `has a page that leaves its column (${column.path_in_schema.join(".")})`);
        budget.spend(page.uncompressed_page_size);
        const data = page.data_page_header ?? page.data_page_header_v2;
        const count = data?.num_values ?? page.dictionary_page_header?.num_values ?? 0;
        if (!isCount(count) || count > declared)
          throw damagedParquet(name, `has a page of more values than its column (${column.path_in_schema.join(".")})`);
        if (data !== undefined) values += count;
        reader.offset += page.compressed_page_size;
      }
      if (values !== declared)
        throw damagedParquet(
          name,
          `has a column with ${values} instead of ${declared} values (${column.path_in_schema.join(".")})`,
        );
    }
}
