import { type Failure, FailureError, failureOf } from "../../core/failure.ts";
import type { ByteSource } from "./byte-source.ts";
import { gunzip } from "./gunzip.ts";
import { headLength, type Recognised, recognise } from "./recognise.ts";
import { whatWasExpected, wrongFile } from "./wrong-file.ts";
import { readZip } from "./zip.ts";

/** A file as it is after unpacking: loose, or out of a gzip or zip. */
export interface UnpackedFile {
  /** For sentences: "weights.zip: model/model.json". */
  readonly name: string;
  /** Path without the archive, folders separated by "/"; a gzip's own suffix is left out. */
  readonly path: string;
  /** What the person dropped. */
  readonly source: ByteSource;
  /** True where it came out of a zip. */
  readonly archived: boolean;
  /** Place among all files, ascending in the order of dropping. */
  readonly order: number;
  readonly recognised: Recognised;
  readonly size: number;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
}

/** Everything that came out of the dropped files. */
export interface Unpacked {
  readonly files: readonly UnpackedFile[];
  /** Files that could not be opened. */
  readonly failures: readonly Failure[];
}

type Unplaced = Omit<UnpackedFile, "order">;

async function fromBytes(
  name: string,
  path: string,
  source: ByteSource,
  archived: boolean,
  packed: Uint8Array<ArrayBuffer>,
): Promise<Unplaced> {
  let bytes = packed;
  let own = path;
  let recognised = recognise(own, bytes.subarray(0, headLength), bytes.length);
  if (recognised.kind === "gzip") {
    bytes = await gunzip(name, packed);
    own = path.replace(/\.gz$/i, "");
    recognised = recognise(own, bytes.subarray(0, headLength), bytes.length);
    // an archive within an archive is refused, not followed
    if (recognised.kind === "gzip") throw wrongFile(name, recognised);
  }
  return { name, path: own, source, archived, recognised, size: bytes.length, bytes: async () => bytes };
}

async function unpackOne(source: ByteSource): Promise<readonly Unplaced[]> {
  const { name } = source;
  const recognised = recognise(name, await source.slice(0, Math.min(headLength, source.size)), source.size);
  if (recognised.kind === "zip") {
    const entries = await readZip(name, await source.bytes());
    if (entries.length === 0)
      throw new FailureError({
        kind: "file-unrecognised",
        message: `The zip archive ${name} holds no files; expected was ${whatWasExpected}.`,
        where: name,
      });
    return Promise.all(entries.map(({ path, bytes }) => fromBytes(`${name}: ${path}`, path, source, true, bytes)));
  }
  if (recognised.kind === "gzip") return [await fromBytes(name, name, source, false, await source.bytes())];
  return [{ name, path: name, source, archived: false, recognised, size: source.size, bytes: () => source.bytes() }];
}

/** Opens gzip and zip and says what everything inside is. Failures are collected, so that one bad file spoils nothing. */
export async function unpack(sources: readonly ByteSource[]): Promise<Unpacked> {
  const files: UnpackedFile[] = [];
  const failures: Failure[] = [];
  for (const source of sources)
    try {
      for (const file of await unpackOne(source)) files.push({ ...file, order: files.length });
    } catch (thrown) {
      failures.push(failureOf(thrown));
    }
  return { files, failures };
}
