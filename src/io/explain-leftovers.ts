import type { Failure } from "../core/failure.ts";
import type { ByteSource } from "./bytes/byte-source.ts";
import type { UnpackedFile } from "./bytes/unpack.ts";
import { whatWasExpected, wrongFile } from "./bytes/wrong-file.ts";

/** What becomes of files that no format wants. */
export interface Leftovers {
  readonly notes: readonly string[];
  readonly failures: readonly Failure[];
  readonly missing: readonly string[];
  readonly kept: ReadonlySet<ByteSource>;
}

/** Loose files without a use are failures; in an archive they may lie beside what was meant (a README, run.json). */
export function explainLeftovers(left: readonly UnpackedFile[], used: ReadonlySet<ByteSource>): Leftovers {
  const failures: Failure[] = [];
  const notes: string[] = [];
  const missing: string[] = [];
  const kept = new Set<ByteSource>();
  const archives = new Map<ByteSource, UnpackedFile[]>();
  for (const file of left) {
    if (file.archived) archives.set(file.source, [...(archives.get(file.source) ?? []), file]);
    else if (file.recognised.kind === "run-record")
      notes.push(`${file.name} is ${file.recognised.words}; it was not needed.`);
    else if (file.recognised.kind === "binary") {
      // weights of a format that describes itself in another file
      missing.push(`the model.json or ONNX model that names the weights file ${file.name}`);
      kept.add(file.source);
    } else failures.push(wrongFile(file.name, file.recognised).failure);
  }
  for (const [source, files] of archives) {
    const inside = files.map(({ path, recognised }) => `${path} (${recognised.words})`);
    const list = `${inside.slice(0, 5).join(", ")}${inside.length > 5 ? ` and ${inside.length - 5} more` : ""}`;
    if (used.has(source)) notes.push(`${source.name}: not needed were ${list}.`);
    else
      failures.push({
        kind: "file-unsupported",
        message: `The zip archive ${source.name} holds ${list}; expected was ${whatWasExpected}.`,
        where: source.name,
      });
  }
  return { notes, failures, missing, kept };
}
