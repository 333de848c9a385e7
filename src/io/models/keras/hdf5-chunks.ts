import type { ByteBudget } from "../../bytes/byte-budget.ts";
import { damagedHdf5, type Hdf5Cursor, nowhere, unsupportedHdf5 } from "./hdf5-cursor.ts";
import { inflate } from "./hdf5-inflate.ts";
import { countIn } from "./hdf5-types.ts";

export interface ChunkedData {
  /** The layout message. */
  readonly at: number;
  readonly version: number;
  /** The filter message; null without one. */
  readonly filters: number | null;
  readonly shape: readonly number[];
  readonly elementSize: number;
  /** Of the whole dataset in bytes. */
  readonly length: number;
  readonly budget: ByteBudget;
}

interface Chunk {
  readonly origin: readonly number[];
  readonly at: number;
  readonly size: number;
  /** Filters that were left out for it, as bits. */
  readonly skipped: number;
}

const deflate = 1;
const shuffle = 2;
const fletcher = 3;

/** Filter ids in the order in which they were applied (IV.A.2.l). */
function readFilters(cursor: Hdf5Cursor, at: number): readonly number[] {
  const version = cursor.u8(at);
  const count = cursor.u8(at + 1);
  let next = at + (version === 1 ? 8 : 2);
  const ids: number[] = [];
  for (let i = 0; i < count; i++) {
    const id = cursor.u16(next);
    const named = version === 1 || id > 255;
    const nameLength = named ? cursor.u16(next + 2) : 0;
    const values = cursor.u16(next + (named ? 6 : 4));
    next += named ? 8 : 6;
    next += version === 1 ? Math.ceil(nameLength / 8) * 8 + 4 * (values + (values % 2)) : nameLength + 4 * values;
    if (id !== deflate && id !== shuffle && id !== fletcher)
      throw unsupportedHdf5(cursor.name, `is compressed with filter ${id}`);
    ids.push(id);
  }
  return ids;
}

function unshuffled(bytes: Uint8Array<ArrayBuffer>, elementSize: number): Uint8Array<ArrayBuffer> {
  const count = Math.floor(bytes.length / elementSize);
  const whole = bytes.slice();
  for (let byte = 0; byte < elementSize; byte++)
    for (let i = 0; i < count; i++) whole[i * elementSize + byte] = bytes[byte * count + i] as number;
  return whole;
}

/** Leaves of the chunk index (III.A.1, node type 1). */
function indexedChunks(cursor: Hdf5Cursor, root: number, rank: number): readonly Chunk[] {
  const chunks: Chunk[] = [];
  const step = 8 + 8 * (rank + 1) + 8;
  const walk = (node: number, level: number | null): void => {
    cursor.expect(node, "TREE");
    const own = cursor.u8(node + 5);
    if (cursor.u8(node + 4) !== 1 || (level !== null && own !== level) || own > 32)
      throw damagedHdf5(cursor.name, "the index of a dataset contradicts itself", node);
    const entries = cursor.u16(node + 6);
    for (let i = 0; i < entries; i++) {
      const key = node + 24 + step * i;
      const child = cursor.u64(key + step - 8);
      if (own > 0) walk(child, own - 1);
      else {
        const origin = Array.from({ length: rank }, (_, axis) => cursor.u64(key + 8 + 8 * axis));
        chunks.push({ origin, at: child, size: cursor.u32(key), skipped: cursor.u32(key + 4) });
      }
    }
  };
  if (root !== nowhere) walk(root, null);
  return chunks;
}

/** Copies the part of a chunk that lies within the dataset. */
function place(
  data: ChunkedData,
  whole: Uint8Array,
  chunk: Uint8Array,
  origin: readonly number[],
  size: readonly number[],
) {
  const { shape, elementSize } = data;
  const rank = shape.length;
  const last = rank - 1;
  const run = Math.max(0, Math.min(size[last] ?? 1, (shape[last] ?? 1) - (origin[last] ?? 0))) * elementSize;
  const rows = size.slice(0, -1).reduce((product, axis) => product * axis, 1);
  for (let row = 0; row < rows; row++) {
    let rest = row;
    let target = origin[last] ?? 0;
    let stride = shape[last] ?? 1;
    let inside = true;
    for (let axis = last - 1; axis >= 0; axis--) {
      const length = size[axis] as number;
      const position = (origin[axis] as number) + (rest % length);
      rest = Math.floor(rest / length);
      inside &&= position < (shape[axis] as number);
      target += position * stride;
      stride *= shape[axis] as number;
    }
    if (!inside) continue;
    const from = row * (size[last] ?? 1) * elementSize;
    whole.set(chunk.subarray(from, from + run), target * elementSize);
  }
}

/**
 * A dataset that is stored in chunks, compressed or not.
 * @throws FailureError file-damaged where a chunk is absent or does not unpack, file-unsupported for uncommon indices and
 * filters, file-too-large beyond the budget
 */
export async function readChunks(cursor: Hdf5Cursor, data: ChunkedData): Promise<Uint8Array<ArrayBuffer>> {
  const { at, shape, elementSize, budget } = data;
  if (data.version !== 3) throw unsupportedHdf5(cursor.name, "uses the chunk index of newer HDF5 versions");
  const rank = shape.length;
  if (cursor.u8(at + 2) !== rank + 1) throw damagedHdf5(cursor.name, "chunks and dataset differ in their axes", at);
  const size = shape.map((_, axis) => cursor.u32(at + 11 + 4 * axis));
  const chunkBytes = countIn(cursor, [...size, elementSize]);
  if (chunkBytes === 0) throw damagedHdf5(cursor.name, "a dataset has empty chunks", at);
  const filters = data.filters === null ? [] : readFilters(cursor, data.filters);
  const chunks = indexedChunks(cursor, cursor.u64(at + 3), rank);
  const expected = shape.reduce((product, axis, i) => product * Math.ceil(axis / (size[i] as number)), 1);
  if (chunks.length !== expected)
    throw damagedHdf5(cursor.name, `a dataset has ${chunks.length} of its ${expected} chunks`, at);
  // before anything is allocated: what the chunks give is spent again when they are unpacked
  budget.spend(data.length);
  const whole = new Uint8Array(data.length);
  for (const chunk of chunks) {
    if (chunk.origin.some((from, axis) => from < 0 || from >= (shape[axis] as number)))
      throw damagedHdf5(cursor.name, "a chunk lies outside of its dataset", chunk.at);
    budget.spend(chunkBytes);
    let bytes = cursor.bytes(chunk.at, chunk.size);
    for (let i = filters.length - 1; i >= 0; i--) {
      if ((chunk.skipped & (1 << i)) !== 0) continue;
      if (filters[i] === fletcher) bytes = bytes.subarray(0, Math.max(0, bytes.length - 4));
      else if (filters[i] === shuffle) bytes = unshuffled(bytes, elementSize);
      else
        bytes = await inflate(
          cursor.name,
          bytes,
          chunkBytes + (filters.slice(0, i).includes(fletcher) ? 4 : 0),
          budget,
        );
    }
    if (bytes.length !== chunkBytes)
      throw damagedHdf5(cursor.name, `a chunk has ${bytes.length} bytes instead of ${chunkBytes}`, chunk.at);
    place(data, whole, bytes, chunk.origin, size);
  }
  return whole;
}
