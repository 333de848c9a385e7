import type { ByteSource } from "./byte-source.ts";

/** What the directory of a zip declares, which nobody may rely on. */
export interface ZipDirectory {
  readonly paths: readonly string[];
  /** Of all entries together. */
  readonly unpacked: number;
}

const endLength = 22;
const longestComment = 0xffff;
const entryLength = 46;
/** Bytes of a directory that is still looked through. */
const longestDirectory = 64 * 2 ** 20;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Where the directory lies; null where the archive does not say so in 32 bits. */
function directoryAt(tail: Uint8Array, size: number): { readonly from: number; readonly to: number } | null {
  const view = viewOf(tail);
  for (let at = tail.length - endLength; at >= 0; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    const [length, from] = [view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
    const within = length <= longestDirectory && from + length <= size;
    return within ? { from, to: from + length } : null;
  }
  return null;
}

/**
 * The directory at the end of a zip archive, read without the rest (PKWARE APPNOTE 4.3.12); null where it is none of
 * the plain kind.
 */
export async function zipDirectory(source: ByteSource): Promise<ZipDirectory | null> {
  const { size } = source;
  const tail = await source.slice(Math.max(0, size - endLength - longestComment), size);
  const place = directoryAt(tail, size);
  if (place === null) return null;
  const bytes = await source.slice(place.from, place.to);
  const view = viewOf(bytes);
  const paths: string[] = [];
  let unpacked = 0;
  for (let at = 0; at + entryLength <= bytes.length && view.getUint32(at, true) === 0x02014b50; ) {
    const entry = view.getUint32(at + 24, true);
    if (entry === 0xffffffff) return null;
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [
      number,
      number,
      number,
    ];
    paths.push(new TextDecoder().decode(bytes.subarray(at + entryLength, at + entryLength + name)));
    unpacked += entry;
    at += entryLength + name + extra + comment;
  }
  return { paths, unpacked };
}
