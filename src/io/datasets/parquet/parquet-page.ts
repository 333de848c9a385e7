import type { ColumnMetaData, CompressionCodec, PageHeader } from "hyparquet";
import {
  decompressBrotli,
  decompressGzip,
  decompressLz4,
  decompressLz4Raw,
  decompressSnappy,
  decompressZstd,
} from "hyparquet-compressors";
import { differencesFit, runsFit } from "./parquet-runs.ts";

/** Each unpacks into exactly the length that is given, which was checked before; Zstandard would believe its own header. */
export const unpackers: Partial<Record<CompressionCodec, (packed: Uint8Array, length: number) => Uint8Array>> = {
  SNAPPY: decompressSnappy,
  GZIP: decompressGzip,
  BROTLI: decompressBrotli,
  ZSTD: (packed, length) => decompressZstd(packed, new Uint8Array(length)),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
};

/** How deep a column's values nest: the largest definition and repetition level. */
export interface Levels {
  readonly definition: number;
  readonly repetition: number;
}

const bitsFor = (level: number): number => 32 - Math.clz32(level);

/** Whether the values themselves, behind the levels, hold as many as the page declares. */
function valuesFit(bytes: Uint8Array, from: number, encoding: string, isBoolean: boolean, count: number): boolean {
  switch (encoding) {
    case "PLAIN":
      return true;
    case "PLAIN_DICTIONARY":
    case "RLE_DICTIONARY":
      return from >= bytes.length || runsFit(bytes, from + 1, bytes.length, bytes[from] ?? 33, count);
    case "RLE":
      // the library takes booleans without the length in front in one version of the page, and with it in the other
      return (
        isBoolean && runsFit(bytes, from, bytes.length, 1, count) && runsFit(bytes, from + 4, bytes.length, 1, count)
      );
    case "BYTE_STREAM_SPLIT":
      return count <= bytes.length;
    case "DELTA_BINARY_PACKED":
    case "DELTA_LENGTH_BYTE_ARRAY":
      return differencesFit(bytes, from, count);
    default:
      // texts by shared beginnings can grow without bound
      return false;
  }
}

/**
 * Whether a data page holds what it declares, so that reading it takes no more memory than that.
 * @param packed the page's bytes as they are in the file
 * @throws whatever the unpacking throws
 */
export function pageFits(
  packed: Uint8Array,
  header: PageHeader,
  { codec, type }: ColumnMetaData,
  levels: Levels,
): boolean {
  const unpack = (bytes: Uint8Array, length: number) => unpackers[codec]?.(bytes, length) ?? bytes;
  const { data_page_header: first, data_page_header_v2: second } = header;
  const isBoolean = type === "BOOLEAN";
  if (second) {
    const [repetition, definition] = [second.repetition_levels_byte_length, second.definition_levels_byte_length];
    const behind = repetition + definition;
    if (!(repetition >= 0 && definition >= 0 && behind <= packed.length && behind <= header.uncompressed_page_size))
      return false;
    if (second.num_nulls < 0 || second.num_nulls > second.num_values) return false;
    const values = packed.subarray(behind);
    const bytes = second.is_compressed === false ? values : unpack(values, header.uncompressed_page_size - behind);
    return (
      runsFit(packed, 0, repetition, bitsFor(levels.repetition), second.num_values) &&
      runsFit(packed, repetition, behind, bitsFor(levels.definition), second.num_values) &&
      valuesFit(bytes, 0, second.encoding, isBoolean, second.num_values)
    );
  }
  if (!first) return true;
  const bytes = unpack(packed, header.uncompressed_page_size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (const level of [levels.repetition, levels.definition]) {
    if (level === 0) continue;
    const end = at + 4 + view.getUint32(at, true);
    if (!runsFit(bytes, at + 4, bytes.length, bitsFor(level), first.num_values)) return false;
    at = end;
  }
  return valuesFit(bytes, at, first.encoding, isBoolean, first.num_values);
}
