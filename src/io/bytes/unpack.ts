import { type Failure, FailureError, failureOf } from "../../core/failure.ts";
import type { ByteSource } from "./byte-source.ts";
import type { FileKind } from "./file-kind.ts";
import { gunzip } from "./gunzip.ts";
import { headLength, type Recognised, recognise, recognisedAs } from "./recognise.ts";
import { zipKind } from "./recognise-zip.ts";
import { readTar } from "./tar.ts";
import { whatWasExpected, wrongFile } from "./wrong-file.ts";
import { openZip } from "./zip.ts";

/** A file as it is after unpacking: loose, or out of a gzip, zip or tar. Formats that are zips themselves stay whole. */
export interface UnpackedFile {
  /** For sentences: "weights.zip: model/model.json". */
  readonly name: string;
  /** Path without the archive, folders separated by "/"; a gzip's own suffix is left out. */
  readonly path: string;
  /** What the person dropped. */
  readonly source: ByteSource;
  /** True where it came out of a zip or tar. */
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

/** Where a file lies: what was dropped, and the way to it. */
interface Place {
  readonly name: string;
  readonly path: string;
  readonly source: ByteSource;
  /** True inside a zip or tar. */
  readonly archived: boolean;
}

interface Member {
  readonly path: string;
  readonly size: number;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
}

const loose = (place: Place, recognised: Recognised, size: number, bytes: UnpackedFile["bytes"]): Unplaced => ({
  ...place,
  recognised,
  size,
  bytes,
});

const suffixes: ReadonlyMap<string, FileKind> = new Map<string, FileKind>([
  ["png", "png"],
  ["jpg", "jpeg"],
  ["jpeg", "jpeg"],
  ["webp", "webp"],
  ["gif", "gif"],
  ["bmp", "bmp"],
]);

/** Pictures come by the thousand: inside an archive their suffix is believed until someone decodes them. */
const pictureKind = (path: string): FileKind | null =>
  suffixes.get(/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "") ?? null;

async function fromMembers(place: Place, members: readonly Member[]): Promise<readonly Unplaced[]> {
  const { name, source } = place;
  if (members.length === 0)
    throw new FailureError({
      kind: "file-unrecognised",
      message: `The archive ${name} holds no files; expected was ${whatWasExpected}.`,
      where: name,
    });
  const files: Unplaced[] = [];
  for (const { path, size, bytes } of members) {
    const inside: Place = { name: `${name}: ${path}`, path, source, archived: true };
    const picture = pictureKind(path);
    if (picture === null) files.push(...(await fromBytes(inside, await bytes())));
    else files.push(loose(inside, recognisedAs(size === 0 ? "empty" : picture), size, bytes));
  }
  return files;
}

/** A zip as one file where it is a format of its own, else what is inside; an archive within an archive is not followed. */
async function fromZip(place: Place, archive: Uint8Array<ArrayBuffer>, whole: UnpackedFile["bytes"]) {
  const members = await openZip(place.name, archive);
  const kind = zipKind(members.map(({ path }) => path));
  if (kind !== "zip" || place.archived) return [loose(place, recognisedAs(kind), archive.length, whole)];
  return fromMembers(place, members);
}

/** @param packed bytes that stay in memory as long as the file is in use */
async function fromBytes(place: Place, packed: Uint8Array<ArrayBuffer>): Promise<readonly Unplaced[]> {
  const { name, archived } = place;
  let bytes = packed;
  let path = place.path;
  let recognised = recognise(path, bytes.subarray(0, headLength), bytes.length);
  if (recognised.kind === "gzip") {
    bytes = await gunzip(name, packed);
    path = path.replace(/\.gz$/i, "").replace(/\.tgz$/i, ".tar");
    recognised = recognise(path, bytes.subarray(0, headLength), bytes.length);
    if (recognised.kind === "gzip") throw wrongFile(name, recognised);
  }
  const here = { ...place, path };
  if (recognised.kind === "zip") {
    // packed twice it could grow twenty times twice: only a format of its own is taken
    const packedTwice = { ...here, archived: archived || bytes !== packed };
    const files = await fromZip(packedTwice, bytes, async () => bytes);
    return files.map((file) => ({ ...file, archived }));
  }
  if (recognised.kind !== "tar" || archived) return [loose(here, recognised, bytes.length, async () => bytes)];
  const members = readTar(name, bytes).map((file) => ({
    path: file.path,
    size: file.bytes.length,
    bytes: async () => file.bytes,
  }));
  return fromMembers(here, members);
}

async function unpackOne(source: ByteSource): Promise<readonly Unplaced[]> {
  const { name, size } = source;
  const place: Place = { name, path: name, source, archived: false };
  const recognised = recognise(name, await source.slice(0, Math.min(headLength, size)), size);
  if (recognised.kind === "zip") return fromZip(place, await source.bytes(), () => source.bytes());
  if (recognised.kind === "gzip" || recognised.kind === "tar") return fromBytes(place, await source.bytes());
  return [loose(place, recognised, size, () => source.bytes())];
}

/** Opens gzip, zip and tar and says what everything inside is. Failures are collected, so that one bad file spoils nothing. */
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
