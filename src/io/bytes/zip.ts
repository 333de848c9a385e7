import {
  configure,
  ERR_AMBIGUOUS_ARCHIVE,
  type FileEntry,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
} from "@zip.js/zip.js";
import { FailureError } from "../../core/failure.ts";
import { checkPath, isClutter } from "./archive-path.ts";
import { budgetFor } from "./byte-budget.ts";
import { joinBytes } from "./join-bytes.ts";
import { smallEntry } from "./zip-small-entry.ts";
import { redundantZip64, SpanReader } from "./zip-span.ts";

// the lab already runs in a worker of its own
configure({ useWebWorkers: false });

export interface ZipEntry {
  /** Inside the archive, with "/" between folders. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const mostEntries = 200_000;

function damaged(name: string, details: string): FailureError {
  return new FailureError({
    kind: "file-damaged",
    message: `The zip archive ${name} is damaged or cut off.`,
    where: name,
    advice: "Fetch it again, or drop the files that are inside.",
    details,
  });
}

/** Where an entry's contents arrive, never more than it declares. */
function limited(
  name: string,
  path: string,
  size: number,
): { readonly writable: WritableStream<Uint8Array>; readonly chunks: Uint8Array[] } {
  const chunks: Uint8Array[] = [];
  let written = 0;
  const writable = new WritableStream<Uint8Array>({
    write(chunk) {
      written += chunk.length;
      if (written > size) throw damaged(name, `${path} declares ${size} bytes and unpacks to more`);
      chunks.push(chunk.slice());
    },
  });
  return { writable, chunks };
}

/** A file in an archive, unpacked when it is asked for. */
export interface ZipMember {
  readonly path: string;
  /** As the archive declares it; `bytes` refuses to give more. */
  readonly size: number;
  /** @throws FailureError file-damaged */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
}

function broken(name: string, thrown: unknown): FailureError {
  if (thrown instanceof FailureError) return thrown;
  if (thrown instanceof Error && thrown.message === ERR_AMBIGUOUS_ARCHIVE)
    return new FailureError({
      kind: "file-damaged",
      message: `The zip archive ${name} contradicts itself: different programs would unpack different files from it.`,
      where: name,
      advice: "Pack the files again, or drop them loose.",
      ...("reason" in thrown ? { details: String(thrown.reason) } : {}),
    });
  return damaged(name, String(thrown));
}

function memberOf(name: string, archive: Uint8Array, entry: FileEntry): ZipMember {
  const size = entry.uncompressedSize;
  return {
    path: entry.filename,
    size,
    async bytes() {
      const small = smallEntry(archive, entry);
      if (small !== null) return small;
      try {
        const { writable, chunks } = limited(name, entry.filename, size);
        await entry.getData(writable);
        return joinBytes(chunks);
      } catch (thrown) {
        throw broken(name, thrown);
      }
    },
  };
}

/**
 * What is in a zip archive, nothing of it unpacked yet; folders and the clutter of operating systems are passed over.
 * The sizes that the entries declare may not exceed the budget in all, and no entry gives more than it declares.
 * @throws FailureError file-damaged for a broken archive, overlapping entries or a path that leads out of it,
 * file-unsupported for a password, file-too-large beyond the budget
 */
export async function openZip(name: string, archive: Uint8Array): Promise<readonly ZipMember[]> {
  const budget = budgetFor(name, archive.length);
  const gap = redundantZip64(archive);
  const reader = new ZipReader(gap === null ? new Uint8ArrayReader(archive) : new SpanReader(archive, gap), {
    strictness: "strict",
    filenameValidation: "tolerant",
    checkOverlappingEntry: true,
    checkSignature: true,
  });
  try {
    const members: ZipMember[] = [];
    let entries = 0;
    for await (const entry of reader.getEntriesGenerator()) {
      if (++entries > mostEntries) throw damaged(name, `more than ${mostEntries} entries`);
      checkPath("zip", name, entry.filename);
      if (entry.directory || isClutter(entry.filename)) continue;
      if (entry.encrypted)
        throw new FailureError({
          kind: "file-unsupported",
          message: `${entry.filename} in ${name} is protected by a password.`,
          where: name,
          advice: "Unpack the archive and drop the files.",
        });
      budget.spend(entry.uncompressedSize);
      members.push(memberOf(name, archive, entry));
    }
    return members;
  } catch (thrown) {
    throw broken(name, thrown);
  }
}

/**
 * The files in a zip archive, unpacked. Checksums are checked.
 * @throws FailureError as `openZip`
 */
export async function readZip(name: string, archive: Uint8Array): Promise<readonly ZipEntry[]> {
  const files: ZipEntry[] = [];
  for (const member of await openZip(name, archive)) files.push({ path: member.path, bytes: await member.bytes() });
  return files;
}

/** Packs files into a zip; the modification date is fixed, so the same files give the same bytes. */
export async function writeZip(
  entries: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  // written as parts of a local date, the same in every time zone
  const lastModDate = new Date(1980, 0, 1);
  for (const { path, bytes } of entries)
    await writer.add(path, new Uint8ArrayReader(bytes), { lastModDate, extendedTimestamp: false });
  return writer.close();
}
