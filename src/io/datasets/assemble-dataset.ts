import type { Dataset } from "../../core/dataset/dataset.ts";
import { type Failure, failureOf } from "../../core/failure.ts";
import type { ByteSource } from "../bytes/byte-source.ts";
import { sha256 } from "../bytes/sha256.ts";
import { decodeText } from "../bytes/text.ts";
import type { UnpackedFile } from "../bytes/unpack.ts";
import { readCsvDataset } from "./csv-dataset.ts";
import { readIdx } from "./idx.ts";
import { type NamedBytes, readIdxDataset, readIdxImages } from "./idx-dataset.ts";
import { joinTables, partOf } from "./join-tables.ts";
import { type IdxFile, type Pair, pairIdx } from "./pair-idx.ts";

/** A dataset out of dropped files. */
export interface AssembledDataset {
  readonly dataset: Dataset;
  /** SHA-256 of the unpacked files: the table, or images, labels, test images, test labels, as far as there are any. */
  readonly hash: string;
}

/** What the dropped files say about a dataset. */
export interface DatasetFindings {
  readonly dataset: AssembledDataset | null;
  readonly notes: readonly string[];
  readonly missing: readonly string[];
  readonly failures: readonly Failure[];
  /** Files that belong to a dataset, whatever became of it. */
  readonly taken: ReadonlySet<UnpackedFile>;
  /** What must stay for the next drop. */
  readonly kept: ReadonlySet<ByteSource>;
}

interface Located extends IdxFile {
  readonly file: UnpackedFile;
}
interface Candidate {
  readonly order: number;
  readonly files: readonly UnpackedFile[];
  read(): Promise<{ readonly found: AssembledDataset; readonly words: string }>;
}

async function locate(file: UnpackedFile): Promise<Located> {
  const { dimensions } = readIdx(file.name, await file.bytes());
  return { file, name: file.path, kind: dimensions.length === 1 ? "labels" : "images", dimensions };
}

function csvCandidate(file: UnpackedFile): Candidate {
  return {
    order: file.order,
    files: [file],
    async read() {
      const bytes = await file.bytes();
      const { dataset, notes } = readCsvDataset(file.name, decodeText(bytes));
      const wanted = dataset.targets === undefined ? "label" : "target";
      const words = `${file.name}: a table of ${dataset.count} rows, ${dataset.shape[0]} numbers and a ${wanted} each; ${notes.join("; ")}.`;
      return { found: { dataset, hash: await sha256(bytes) }, words };
    },
  };
}

/** Tables by themselves, and for each pair that is named train and test the two as one, which is preferred. */
function csvCandidates(files: readonly UnpackedFile[]): Candidate[] {
  const joined = files.flatMap((test) => {
    const named = partOf(test.name);
    if (named?.kind !== "test") return [];
    const train = files.findLast((file) => {
      const other = partOf(file.name);
      return other?.kind === "train" && other.whole === named.whole;
    });
    return train ? [tablesCandidate(train, test)] : [];
  });
  return [...joined, ...files.map(csvCandidate)];
}

function tablesCandidate(train: UnpackedFile, test: UnpackedFile): Candidate {
  return {
    // Half a place later than either alone, so that it comes first.
    order: Math.max(train.order, test.order) + 0.5,
    files: [train, test],
    async read() {
      const bytes = [await train.bytes(), await test.bytes()] as const;
      const read = [train, test].map(({ name }, place) => readCsvDataset(name, decodeText(bytes[place as 0 | 1])));
      const [first, second] = read as [(typeof read)[0], (typeof read)[0]];
      const dataset = joinTables(first.dataset, second.dataset);
      const words = `${train.name}, ${test.name}: a table of ${dataset.count} rows, ${dataset.shape[0]} numbers each, ${second.dataset.count} of them set apart for testing; ${first.notes.join("; ")}.`;
      return { found: { dataset, hash: await sha256(...bytes) }, words };
    },
  };
}

function idxCandidate(main: Pair<Located>, test: Pair<Located> | null): Candidate {
  const located = [main.images, main.labels, ...(test === null ? [] : [test.images, test.labels])];
  const open = async ({ file }: Located): Promise<NamedBytes> => ({ name: file.name, bytes: await file.bytes() });
  const openPair = async (pair: Pair<Located>) => ({
    images: await open(pair.images),
    labels: await open(pair.labels),
  });
  return {
    order: Math.max(...located.map(({ file }) => file.order)),
    files: located.map(({ file }) => file),
    async read() {
      const dataset = readIdxDataset(
        main.images.file.name,
        await openPair(main),
        test === null ? null : await openPair(test),
      );
      const parts = await Promise.all(located.map(async ({ file }) => file.bytes()));
      const set = dataset.testRows === undefined ? "" : `, ${dataset.testRows.length} of them set apart for testing`;
      const words = `${located.map(({ file }) => file.name).join(", ")}: ${dataset.count} examples of ${dataset.shape.join(" × ")}${set}.`;
      return { found: { dataset, hash: await sha256(...parts) }, words };
    },
  };
}

/** Images without labels: a dataset for the time being. */
function imagesCandidate({ file }: Located): Candidate {
  return {
    order: file.order,
    files: [file],
    async read() {
      const bytes = await file.bytes();
      const dataset = readIdxImages({ name: file.name, bytes });
      const words = `${file.name}: ${dataset.count} examples of ${dataset.shape.join(" × ")} without labels; until the labels are dropped, too, agreement with the full network is measured in the place of accuracy.`;
      return { found: { dataset, hash: await sha256(bytes) }, words };
    },
  };
}

const aloneWords = ({ file, kind, dimensions }: Located): string =>
  kind === "images"
    ? `the labels of the ${dimensions[0]} images in ${file.name}`
    : `the images of the ${dimensions[0]} labels in ${file.name}`;

/**
 * The latest dataset among the files that can be read; images wait for their labels and labels for their images. Images
 * that wait are a dataset without labels where there is no other, and no labels that could have been meant for them.
 */
export async function assembleDataset(files: readonly UnpackedFile[]): Promise<DatasetFindings> {
  const taken = new Set<UnpackedFile>();
  const kept = new Set<ByteSource>();
  const failures: Failure[] = [];
  const located: Located[] = [];
  const candidates: Candidate[] = [];
  const tables: UnpackedFile[] = [];
  for (const file of files) {
    const { kind } = file.recognised;
    if (kind !== "csv" && kind !== "idx-images" && kind !== "idx-labels") continue;
    taken.add(file);
    if (kind === "csv") tables.push(file);
    else
      try {
        located.push(await locate(file));
      } catch (thrown) {
        failures.push(failureOf(thrown));
      }
  }
  candidates.push(...csvCandidates(tables));
  const { main, test, alone } = pairIdx(located);
  if (main !== null) candidates.push(idxCandidate(main, test));
  const unlabelled = alone.some(({ kind }) => kind === "labels") ? [] : alone;
  const notes: string[] = [];
  let dataset: AssembledDataset | null = null;
  const latestFirst = (some: Candidate[]) => some.sort((a, b) => b.order - a.order);
  for (const candidate of [...latestFirst(candidates), ...latestFirst(unlabelled.map(imagesCandidate))]) {
    if (dataset !== null) break;
    try {
      const { found, words } = await candidate.read();
      dataset = found;
      notes.push(words);
      for (const { source } of candidate.files) kept.add(source);
    } catch (thrown) {
      failures.push(failureOf(thrown));
    }
  }
  for (const { file } of alone) kept.add(file.source);
  const failed = new Set(failures.map(({ where }) => where?.split(",")[0]));
  const aside = [...taken].filter((file) => !kept.has(file.source) && !failed.has(file.name));
  if (dataset !== null && aside.length > 0)
    notes.push(
      `Set aside, because other files came later or belong together: ${aside.map(({ name }) => name).join(", ")}.`,
    );
  return { dataset, notes, missing: alone.map(aloneWords), failures, taken, kept };
}
