import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** What decides nothing: comments, interfaces, imports of types. A type that is written otherwise counts as code. */
const idle = [
  /\/\*[\s\S]*?\*\//g,
  /^\s*\/\/.*$/gm,
  /^(?:export )?interface [\s\S]*?^\}$/gm,
  /^import type [\s\S]*?;$/gm,
];
const relativeImports = /from\s*"(\.[^"]+)"/g;

/** A file's code as it counts. */
function codeOf(file: string): string {
  const text = idle.reduce((code, pattern) => code.replace(pattern, ""), readFileSync(file, "utf8"));
  return text.replace(/\s+/g, " ");
}

/**
 * A hash of what a file and all that it imports do: interfaces, comments and layout do not count, so that what was computed
 * yesterday is taken for another code's only where the code is another. Packages do not count either.
 */
export function codeHash(...entries: readonly string[]): string {
  const seen = new Map<string, string>();
  const open = entries.map((entry) => path.resolve(entry));
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file) || !existsSync(file)) continue;
    const code = codeOf(file);
    seen.set(file, code);
    for (const [, target = ""] of code.matchAll(relativeImports)) open.push(path.resolve(path.dirname(file), target));
  }
  const hash = createHash("sha256");
  for (const file of [...seen.keys()].sort()) hash.update(path.basename(file)).update(seen.get(file) ?? "");
  return hash.digest("hex").slice(0, 16);
}
