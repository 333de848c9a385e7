import type { Dataset } from "../../../core/dataset/dataset.ts";
import { FailureError } from "../../../core/failure.ts";
import type { ByteSource } from "../../bytes/byte-source.ts";
import type { UnpackedFile } from "../../bytes/unpack.ts";
import { classesOfWords, mostClasses } from "../classes.ts";
import {
  type DatasetClaim,
  type DatasetClaims,
  type DatasetTools,
  type ReadDataset,
  settledClaims,
} from "../dataset-claim.ts";
import type { Part } from "../part-of.ts";
import { valueRange } from "../value-range.ts";
import { type Filed, filePictures } from "./class-folders.ts";
import { readPictures } from "./read-pictures.ts";

const kinds: readonly string[] = ["png", "jpeg", "webp", "gif", "bmp"];

function invalid(name: string, message: string): FailureError {
  return new FailureError({
    kind: "dataset-invalid",
    message: `${name} ${message}.`,
    where: name,
    advice: "Put the pictures of each class into a folder of its own, named as the class, and zip the folders.",
  });
}

/** Folders that are all numbers are class numbers and stay in their order: 2 before 10. */
function classesOfFolders(folders: readonly string[]): Pick<Dataset, "labels" | "classNames"> {
  const classes = classesOfWords(folders);
  if (!classes.classNames.every((name) => /^\d{1,4}$/.test(name))) return classes;
  const classNames = classes.classNames.toSorted((a, b) => Number(a) - Number(b));
  const places = classes.classNames.map((name) => classNames.indexOf(name));
  return { classNames, labels: classes.labels.map((label) => places[label] ?? 0) };
}

async function readFolders(
  name: string,
  filed: readonly Filed<UnpackedFile>[],
  tools: DatasetTools,
): Promise<ReadDataset> {
  if (tools.decodeImage === undefined) throw invalid(name, "holds pictures, which cannot be decoded here");
  if (filed.length === 0) throw invalid(name, "holds pictures in no folders, so their classes are not known");
  const order: readonly (Part | null)[] = ["train", null, "val", "test"];
  const sorted = order.flatMap((part) => filed.filter((each) => each.part === part));
  const classes = classesOfFolders(sorted.map(({ folder }) => folder));
  if (classes.classNames.length < 2)
    throw invalid(name, `holds pictures of one class only, "${classes.classNames[0]}"`);
  if (classes.classNames.length > mostClasses)
    throw invalid(name, `has ${classes.classNames.length} folders; Quorum works with at most ${mostClasses} classes`);
  const { shape, inputs, notes } = await readPictures(
    name,
    sorted.map(({ file }) => file),
    tools.decodeImage,
  );
  const countOf = (part: Part) => sorted.filter((each) => each.part === part).length;
  const apart = countOf("test") || countOf("val");
  const count = sorted.length;
  const dataset: Dataset = {
    name,
    count,
    shape,
    inputs,
    ...classes,
    range: valueRange(inputs),
    ...(apart > 0 && apart < count
      ? { testRows: Int32Array.from({ length: apart }, (_, row) => count - apart + row) }
      : {}),
  };
  const set = dataset.testRows === undefined ? "" : `, ${apart} of them set apart for testing`;
  return {
    dataset,
    words: `${count} pictures of ${shape.join(" × ")} in ${classes.classNames.length} folders, each a class${set}`,
    notes: [
      `the classes in order are ${classes.classNames.slice(0, 12).join(", ")}${classes.classNames.length > 12 ? ", ..." : ""}`,
      ...notes,
    ],
  };
}

function folderClaim(
  sources: readonly ByteSource[],
  files: readonly UnpackedFile[],
  tools: DatasetTools,
): DatasetClaim {
  const [first] = sources as [ByteSource, ...ByteSource[]];
  return {
    order: Math.max(...files.map(({ order }) => order)) + (sources.length > 1 ? 0.5 : 0),
    files,
    read: () => readFolders(first.name, filePictures(files), tools),
    // thousands of small files would be unpacked once more for their hash: the archives as they are do as well
    hashed: () => Promise.all(sources.map((source) => source.bytes())),
  };
}

/** The archives that hold a part each: pictures in one for training and one for testing belong together. */
const hasBothParts = (files: readonly UnpackedFile[]): boolean => {
  const parts = new Set(filePictures(files).map(({ part }) => part));
  return parts.has("train") && parts.has("test");
};

/** Pictures by their archive, where they are what it is about: a model's archive may hold some beside the model. */
function picturesByArchive(files: readonly UnpackedFile[]): ReadonlyMap<ByteSource, readonly UnpackedFile[]> {
  const counts = new Map<ByteSource, number>();
  const archives = new Map<ByteSource, UnpackedFile[]>();
  for (const file of files) {
    if (!file.archived) continue;
    counts.set(file.source, (counts.get(file.source) ?? 0) + 1);
    if (!kinds.includes(file.recognised.kind)) continue;
    const inside = archives.get(file.source);
    if (inside) inside.push(file);
    else archives.set(file.source, [file]);
  }
  return new Map([...archives].filter(([source, inside]) => inside.length * 2 > (counts.get(source) ?? 0)));
}

/** Archives with a folder of pictures for each class, with or without folders for training and testing around them. */
export async function claimPictures(files: readonly UnpackedFile[], tools: DatasetTools): Promise<DatasetClaims> {
  const archives: ReturnType<typeof picturesByArchive> =
    tools.decodeImage === undefined ? new Map() : picturesByArchive(files);
  const claims = [...archives].map(([source, inside]) => folderClaim([source], inside, tools));
  const parted = [...archives].filter(
    ([, inside]) => !hasBothParts(inside) && filePictures(inside).every(({ part }) => part !== null),
  );
  const together = parted.flatMap(([, inside]) => inside);
  if (parted.length > 1 && hasBothParts(together))
    claims.push(
      folderClaim(
        parted.map(([source]) => source),
        together,
        tools,
      ),
    );
  return settledClaims(claims, new Set([...archives.values()].flat()));
}
