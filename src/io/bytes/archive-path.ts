import { FailureError } from "../../core/failure.ts";

/**
 * Refuses paths that would leave the archive; nothing is written to disk, but such an archive means harm.
 * @param kind "zip" or "tar", for the sentence
 * @throws FailureError file-damaged
 */
export function checkPath(kind: string, name: string, path: string): void {
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
      message: `The ${kind} archive ${name} holds a file with the path "${path}", which leads out of the archive.`,
      where: `${name}: ${path}`,
      advice: "Do not trust this archive; pack the files again.",
    });
}

/** What operating systems leave in archives. */
export const isClutter = (path: string): boolean =>
  /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$|PaxHeader\/)/.test(path);
