import { FailureError } from "../../core/failure.ts";
import { checkPath, isClutter } from "./archive-path.ts";
import { isTarHeader, octalOf, tarBlock } from "./tar-header.ts";

/** A file in a tar archive, a view of the archive's bytes. */
export interface TarEntry {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const mostEntries = 200_000;
const longestPath = 4096;

function damaged(name: string, message: string, at: number): FailureError {
  return new FailureError({
    kind: "file-damaged",
    message: `The tar archive ${name} ${message}.`,
    where: `${name}, byte ${at}`,
    advice: "Fetch it again, or drop the files that are inside.",
  });
}

/** Text up to the first zero. */
function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** The path in a pax header: lines of "LENGTH key=value". */
const paxPath = (text: string): string | null => /(?:^|\n)\d+ path=([^\n]*)\n/.exec(text)?.[1] ?? null;

/** ustar keeps the front of a long path in a field of its own. */
function pathOf(header: Uint8Array): string {
  const front = textOf(header.subarray(257, 262)) === "ustar" ? textOf(header.subarray(345, 500)) : "";
  const path = textOf(header.subarray(0, 100));
  // GNU's header has other fields where ustar has the front of the path
  return front === "" || header[262] === 0x20 ? path : `${front}/${path}`;
}

/**
 * The files in a tar archive; folders, links and the clutter of operating systems are passed over. Nothing is copied.
 * Formats: ustar with pax and GNU long names (POSIX.1-2001; gnu.org/software/tar/manual).
 * @throws FailureError file-damaged for a broken or cut-off archive and for a path that leads out of it
 */
export function readTar(name: string, archive: Uint8Array<ArrayBuffer>): readonly TarEntry[] {
  const files: TarEntry[] = [];
  let longPath: string | null = null;
  let entries = 0;
  for (let at = 0; at < archive.length; ) {
    const header = archive.subarray(at, at + tarBlock);
    if (header[0] === 0) break;
    if (!isTarHeader(header)) throw damaged(name, "is damaged or cut off: a header's checksum is wrong", at);
    const size = octalOf(header.subarray(124, 136));
    if (size === null) throw damaged(name, "is damaged: a header names no length", at);
    const start = at + tarBlock;
    if (start + size > archive.length) throw damaged(name, "is cut off within a file", at);
    if (++entries > mostEntries) throw damaged(name, `holds more than ${mostEntries} files`, at);
    const content = archive.subarray(start, start + size);
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === "L" || type === "x") {
      if (size > longestPath) throw damaged(name, `has a path of more than ${longestPath} bytes`, at);
      longPath = type === "L" ? textOf(content) : (paxPath(new TextDecoder().decode(content)) ?? longPath);
    } else if (type !== "g" && type !== "K") {
      const path: string = (longPath ?? pathOf(header)).replace(/^(\.\/)+/, "");
      longPath = null;
      checkPath("tar", name, path);
      const isFile = type === "0" || type === "\0" || type === "7";
      if (isFile && !path.endsWith("/") && path !== "" && !isClutter(path)) files.push({ path, bytes: content });
    }
    at = start + Math.ceil(size / tarBlock) * tarBlock;
  }
  return files;
}
