import type { Failure } from "../core/failure.ts";
import type { ByteSource } from "./bytes/byte-source.ts";
import { type UnpackedFile, unpack } from "./bytes/unpack.ts";
import { whatWasExpected, wrongFile } from "./bytes/wrong-file.ts";
import { type AssembledDataset, assembleDataset } from "./datasets/assemble-dataset.ts";
import { type AssembledModel, assembleModel } from "./models/assemble-model.ts";

/** What all files dropped so far amount to. */
export interface Assembly {
  readonly model: AssembledModel | null;
  readonly dataset: AssembledDataset | null;
  /** Sentences on what was taken and how it was understood. */
  readonly notes: readonly string[];
  /** What is still awaited, each a noun phrase such as "w.bin, named by model.json". */
  readonly missing: readonly string[];
  readonly failures: readonly Failure[];
  /** The sources to hand in again with the next drop: what is in use and what waits. The others are done with. */
  readonly kept: readonly ByteSource[];
}

interface Leftovers {
  readonly notes: readonly string[];
  readonly failures: readonly Failure[];
}

/** Loose files without a use are failures; in an archive they may lie beside what was meant (a README, run.json). */
function explainLeftovers(left: readonly UnpackedFile[], used: ReadonlySet<ByteSource>): Leftovers {
  const failures: Failure[] = [];
  const notes: string[] = [];
  const archives = new Map<ByteSource, UnpackedFile[]>();
  for (const file of left) {
    if (file.archived) archives.set(file.source, [...(archives.get(file.source) ?? []), file]);
    else if (file.recognised.kind === "run-record")
      notes.push(`${file.name} is ${file.recognised.words}; it was not needed.`);
    else failures.push(wrongFile(file.name, file.recognised).failure);
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
  return { notes, failures };
}

/**
 * Decides what the dropped files are: a tfjs model with its weight files in any order, loose or zipped, and a dataset of
 * IDX files or a table. Later files win; what failed leaves what was there before. Nothing is thrown for a bad file: it
 * becomes one of the `failures`.
 * @param sources all that is kept from before, then the new ones, in the order of dropping
 */
export async function assemble(sources: readonly ByteSource[]): Promise<Assembly> {
  const { files, failures } = await unpack(sources);
  const model = await assembleModel(files);
  const rest = files.filter((file) => !model.taken.has(file));
  const dataset = await assembleDataset(rest);
  const left = rest.filter((file) => !dataset.taken.has(file));
  const used = new Set([...model.taken, ...dataset.taken].map(({ source }) => source));
  const leftovers = explainLeftovers(left, used);
  return {
    model: model.model,
    dataset: dataset.dataset,
    notes: [...model.notes, ...dataset.notes, ...leftovers.notes],
    missing: [...model.missing, ...dataset.missing],
    failures: [...failures, ...model.failures, ...dataset.failures, ...leftovers.failures],
    kept: sources.filter((source) => model.kept.has(source) || dataset.kept.has(source)),
  };
}
