import type { ByteBudget } from "../../bytes/byte-budget.ts";
import { readChunks } from "./hdf5-chunks.ts";
import { damagedHdf5, type Hdf5Cursor, nowhere, unsupportedHdf5 } from "./hdf5-cursor.ts";
import { type Hdf5Message, messages } from "./hdf5-header.ts";
import { countIn } from "./hdf5-types.ts";

/**
 * The stored bytes of a dataset, row-major, as its type writes them (IV.A.2.i).
 * @param budget what unpacking may give
 * @throws FailureError file-damaged; file-unsupported for virtual or external storage and uncommon compression; file-too-large
 */
export async function readData(
  cursor: Hdf5Cursor,
  header: readonly Hdf5Message[],
  shape: readonly number[],
  elementSize: number,
  budget: ByteBudget,
): Promise<Uint8Array<ArrayBuffer>> {
  const layout = header.find(({ type }) => type === messages.layout);
  if (header.some(({ type }) => type === messages.externalFiles))
    throw unsupportedHdf5(cursor.name, "keeps its numbers in other files");
  if (layout === undefined) throw damagedHdf5(cursor.name, "a dataset does not say where its numbers are");
  const { at } = layout;
  const version = cursor.u8(at);
  if (version !== 3 && version !== 4) throw unsupportedHdf5(cursor.name, `uses data layout version ${version}`);
  const length = countIn(cursor, [...shape, elementSize]);
  if (length === 0) return new Uint8Array(0);
  const kind = cursor.u8(at + 1);
  if (kind === 2) {
    const filters = header.find(({ type }) => type === messages.filters);
    return readChunks(cursor, { at, version, filters: filters?.at ?? null, shape, elementSize, length, budget });
  }
  if (kind > 2) throw unsupportedHdf5(cursor.name, "keeps its numbers in other datasets (virtual storage)");
  const [from, stored] = kind === 0 ? [at + 4, cursor.u16(at + 2)] : [cursor.u64(at + 2), cursor.u64(at + 10)];
  if (from === nowhere)
    throw damagedHdf5(cursor.name, "a dataset was declared, but its numbers were never written", at);
  if (stored !== length)
    throw damagedHdf5(cursor.name, `a dataset of shape [${shape}] takes ${length} bytes, but has ${stored}`, at);
  return cursor.bytes(from, length).slice();
}
