import type { Dataset } from "../../core/dataset/dataset.ts";
import { type Failure, failureOf } from "../../core/failure.ts";
import type { ByteSource } from "../bytes/byte-source.ts";
import { hashFiles } from "../bytes/hash-files.ts";
import { sha256 } from "../bytes/sha256.ts";
import type { UnpackedFile } from "../bytes/unpack.ts";
import { claimCifar } from "./cifar/cifar-claims.ts";
import { type NameList, nameList, withClassNames } from "./class-names.ts";
import { type ClaimDatasets, type DatasetClaim, type DatasetTools, settledClaims } from "./dataset-claim.ts";
import { claimIdx } from "./idx-claims.ts";
import { claimNumpy } from "./numpy/numpy-claims.ts";
import { claimParquet } from "./parquet/parquet-claims.ts";
import { claimPictures } from "./pictures/picture-claims.ts";
import { claimTables } from "./table-claims.ts";

/** A dataset out of dropped files. */
export interface AssembledDataset {
  readonly dataset: Dataset;
  /** SHA-256 of the unpacked files in the order of reading (images, labels, test images, ...), or of archives of pictures as they are. */
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

const formats: readonly ClaimDatasets[] = [claimIdx, claimTables, claimCifar, claimNumpy, claimParquet, claimPictures];

const unlabelledWords =
  "without labels; until the labels are dropped, too, agreement with the full network is measured in the place of accuracy";

/** Complete datasets first, the latest of them first. */
const latestFirst = (claims: readonly DatasetClaim[]): readonly DatasetClaim[] =>
  claims.toSorted((a, b) => Number(a.unlabelled ?? false) - Number(b.unlabelled ?? false) || b.order - a.order);

interface Read extends AssembledDataset {
  readonly note: string;
}

/** Names of thousands of pictures are no help: the archive's name stands for them. */
function listed(files: readonly UnpackedFile[]): string {
  const names = files.length > 8 ? files.map(({ source }) => source.name) : files.map(({ name }) => name);
  return [...new Set(names)].join(", ");
}

async function readClaim(claim: DatasetClaim): Promise<Read> {
  const { dataset, words, notes } = await claim.read();
  const hash = claim.hashed ? await sha256(...(await claim.hashed())) : await hashFiles(claim.files);
  const without = dataset.labels.length === 0 && dataset.targets === undefined && claim.unlabelled;
  const said = [`${words}${without ? ` ${unlabelledWords}` : ""}`, ...notes].join("; ");
  return { dataset, hash, note: `${listed(claim.files)}: ${said}.` };
}

/** The latest list of names that fits. */
function named(
  dataset: Dataset,
  lists: readonly NameList[],
): { readonly dataset: Dataset; readonly list: NameList } | null {
  for (const list of lists.toReversed()) {
    const renamed = withClassNames(dataset, list.names);
    if (renamed !== null) return { dataset: renamed, list };
  }
  return null;
}

async function nameLists(
  files: readonly UnpackedFile[],
  taken: ReadonlySet<UnpackedFile>,
): Promise<readonly NameList[]> {
  const lists: NameList[] = [];
  for (const file of files) {
    const list = taken.has(file) ? null : await nameList(file);
    if (list !== null) lists.push(list);
  }
  return lists;
}

/**
 * The latest dataset among the files that can be read. Inputs wait for their labels and labels for their inputs; inputs
 * that wait are a dataset without labels where there is no other. Lists of class names beside it name its classes.
 * @param tools left out where pictures cannot be decoded
 */
export async function assembleDataset(
  files: readonly UnpackedFile[],
  tools: DatasetTools = {},
): Promise<DatasetFindings> {
  const found = await Promise.all(
    formats.map((claim) =>
      claim(files, tools).catch((thrown: unknown) => settledClaims([], new Set<UnpackedFile>(), [failureOf(thrown)])),
    ),
  );
  const taken = new Set(found.flatMap((each) => [...each.taken]));
  const failures = found.flatMap((each) => each.failures);
  const lists = await nameLists(files, taken);
  const kept = new Set<ByteSource>();
  const notes: string[] = [];
  let dataset: AssembledDataset | null = null;
  for (const claim of latestFirst(found.flatMap((each) => each.claims)))
    try {
      const { note, ...read } = await readClaim(claim);
      const names = named(read.dataset, lists);
      dataset = names === null ? read : { ...read, dataset: names.dataset };
      notes.push(note);
      if (names) {
        notes.push(`${names.list.file.name} names the ${names.list.names.length} classes.`);
        taken.add(names.list.file);
      }
      for (const { source } of [...claim.files, ...(names ? [names.list.file] : [])]) kept.add(source);
      break;
    } catch (thrown) {
      failures.push(failureOf(thrown));
    }
  const missing = found.flatMap((each) => each.missing);
  for (const { file } of dataset === null ? lists : []) {
    taken.add(file);
    kept.add(file.source);
    missing.push(`the data whose classes ${file.name} names`);
  }
  for (const { source } of found.flatMap((each) => [...each.waiting])) kept.add(source);
  const failed = new Set(failures.map(({ where }) => where?.split(",")[0]));
  const aside = [...taken].filter((file) => !kept.has(file.source) && !failed.has(file.name));
  if (dataset !== null && aside.length > 0)
    notes.push(`Set aside, because other files came later or belong together: ${listed(aside)}.`);
  return { dataset, notes, missing, failures, taken, kept };
}
