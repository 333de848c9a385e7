import {
  configure,
  ERR_AMBIGUOUS_ARCHIVE,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
} from "@zip.js/zip.js";
import { FailureError } from "../../core/failure.ts";
import { type ByteBudget, budgetFor } from "./byte-budget.ts";
import { joinBytes } from "./join-bytes.ts";

// the lab already runs in a worker of its own
configure({ useWebWorkers: false });

export interface ZipEntry {
  /** Inside the archive, with "/" between folders. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const mostEntries = 10_000;

function damaged(name: string, details: string): FailureError {
  return new FailureError({
    kind: "file-damaged",
    message: `The zip archive ${name} is damaged or cut off.`,
    where: name,
    advice: "Fetch it again, or drop the files that are inside.",
    details,
  });
}

/** Refuses paths that would leave the archive; nothing is written to disk, but such an archive means harm. */
function checkPath(name: string, path: string): void {
  const steps = path.split(/[/\\]/);
  if (
    path.startsWith("/") ||
    path.startsWith("\\") ||
    /^[A-Za-z]:/.test(path) ||
    steps.includes("..") ||
    path.includes("\0")
  )
    throw new FailureError({
      kind: "file-damaged",
      message: `The zip archive ${name} holds a file with the path "${path}", which leads out of the archive.`,
      where: `${name}: ${path}`,
      advice: "Do not trust this archive; pack the files again.",
    });
}

const isClutter = (path: string): boolean => /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$)/.test(path);

function counted(budget: ByteBudget): { readonly writable: WritableStream<Uint8Array>; readonly chunks: Uint8Array[] } {
  const chunks: Uint8Array[] = [];
  const writable = new WritableStream<Uint8Array>({
    write(chunk) {
      budget.spend(chunk.length);
      chunks.push(chunk.slice());
    },
  });
  return { writable, chunks };
}

/**
 * The files in a zip archive; folders and the clutter of operating systems are passed over. Checksums are checked.
 * @throws FailureError file-damaged for a broken archive, overlapping entries or a path that leads out of it,
 * file-unsupported for a password, file-too-large beyond the budget
 */
export async function readZip(name: string, archive: Uint8Array): Promise<readonly ZipEntry[]> {
  const budget = budgetFor(name, archive.length);
  const reader = new ZipReader(new Uint8ArrayReader(archive), {
    strictness: "strict",
    filenameValidation: "tolerant",
    checkOverlappingEntry: true,
    checkSignature: true,
  });
  try {
    const entries = await reader.getEntries();
    if (entries.length > mostEntries) throw damaged(name, `${entries.length} entries`);
    const files: ZipEntry[] = [];
    for (const entry of entries) {
      checkPath(name, entry.filename);
      if (entry.directory || isClutter(entry.filename)) continue;
      if (entry.encrypted)
        throw new FailureError({
          kind: "file-unsupported",
          message: `${entry.filename} in ${name} is protected by a password.`,
          where: name,
          advice: "Unpack the archive and drop the files.",
        });
      const { writable, chunks } = counted(budget);
      await entry.getData(writable);
      files.push({ path: entry.filename, bytes: joinBytes(chunks) });
    }
    return files;
  } catch (thrown) {
    if (thrown instanceof FailureError) throw thrown;
    if (thrown instanceof Error && thrown.message === ERR_AMBIGUOUS_ARCHIVE)
      throw new FailureError({
        kind: "file-damaged",
        message: `The zip archive ${name} contradicts itself: different programs would unpack different files from it.`,
        where: name,
        advice: "Pack the files again, or drop them loose.",
      });
    throw damaged(name, String(thrown));
  } finally {
    await reader.close();
  }
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
