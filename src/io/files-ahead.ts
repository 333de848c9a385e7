import type { FileAhead } from "../core/memory/opening-estimate.ts";
import type { ByteSource } from "./bytes/byte-source.ts";
import type { FileKind } from "./bytes/file-kind.ts";
import { gzipHead } from "./bytes/gzip-head.ts";
import { headLength, recognise } from "./bytes/recognise.ts";
import { zipDirectory } from "./bytes/zip-directory.ts";
import { readIdxHeader } from "./datasets/idx.ts";
import { readNpyHeader } from "./datasets/numpy/npy-header.ts";

/** Numbers made of a byte, and copies of the bytes while they are read. */
interface Reading {
  readonly values: number;
  readonly copies: number;
}

/** Weights and arrays: read, and read again to be hashed. */
const plain: Reading = { values: 1, copies: 2 };
/** Strings of cells and lines stand between the file and its numbers. */
const texts: Reading = { values: 1, copies: 12 };
/** Pages are packed in a way of their own. */
const packedPages: Reading = { values: 6, copies: 4 };
/** Pixels, of which a picture of a byte a pixel is many. */
const pictures: Reading = { values: 20, copies: 1 };

/** Pictures are never unpacked to more in all (see read-pictures.ts). */
const mostPixels = 512 * 2 ** 20;

const readings: ReadonlyMap<FileKind, Reading> = new Map<FileKind, Reading>([
  ...(["csv", "text", "jsonl", "json", "tokenizer"] as const).map((kind) => [kind, texts] as const),
  ...(["png", "jpeg", "webp", "gif", "bmp"] as const).map((kind) => [kind, pictures] as const),
  ["parquet", packedPages],
]);

/** Bytes of the numbers that an array's header declares, no more than could come of what is there; null without one. */
function declaredValues(kind: FileKind, name: string, head: Uint8Array, unpacked: number): number | null {
  try {
    if (kind === "npy") {
      const { type, shape, start } = readNpyHeader(name, head);
      const count = (unpacked - start) / Number(type.slice(1));
      const declared = shape.reduce((product, length) => product * length, 1);
      return (type === "u1" || type === "b1" ? 1 : 4) * Math.min(declared, count);
    }
    if (kind === "idx-images" || kind === "idx-labels") {
      const { count, width, unsigned, start } = readIdxHeader(name, head);
      return (unsigned ? 1 : 4) * Math.min(count, (unpacked - start) / width);
    }
    return null;
  } catch {
    // whoever reads it says what is wrong with it
    return null;
  }
}

function expected(source: ByteSource, kind: FileKind, head: Uint8Array, unpacked: number): FileAhead {
  const { values, copies } = readings.get(kind) ?? plain;
  const guessed = readings.get(kind) === pictures ? Math.min(values * unpacked, mostPixels) : values * unpacked;
  const declared = declaredValues(kind, source.name, head, unpacked);
  return { name: source.name, bytes: source.size, unpacked, values: declared ?? guessed, copies };
}

const isPicture = (path: string): boolean => /\.(png|jpe?g|webp|gif|bmp)$/i.test(path);

async function ahead(source: ByteSource): Promise<FileAhead> {
  const { name, size } = source;
  const head = await source.slice(0, Math.min(headLength, size));
  const { kind } = recognise(name, head, size);
  if (kind === "gzip") {
    const inside = await gzipHead(source);
    const within = recognise(name.replace(/\.t?gz$/i, ""), inside.head, inside.unpacked).kind;
    return expected(source, within, inside.head, inside.unpacked);
  }
  if (kind === "zip") {
    const directory = await zipDirectory(source);
    if (directory !== null && 2 * directory.paths.filter(isPicture).length > directory.paths.length)
      return expected(source, "png", head, size);
    return expected(source, "binary", head, directory?.unpacked ?? 2 * size);
  }
  return expected(source, kind, head, size);
}

/**
 * What opening files will take, from their first and last bytes: an array's header gives its numbers, a zip's directory
 * and a gzip's end what is in it. All of it is what the files declare, or a guess by their kind; readers check it later.
 */
export async function filesAhead(sources: readonly ByteSource[]): Promise<readonly FileAhead[]> {
  const files: FileAhead[] = [];
  for (const source of sources)
    try {
      files.push(await ahead(source));
    } catch {
      // gone since it was dropped: nothing is taken for it, and reading it says so
    }
  return files;
}
