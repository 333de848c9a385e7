import { type Failure, failureOf } from "../../core/failure.ts";
import type { UnpackedFile } from "../bytes/unpack.ts";
import type { DatasetClaim, DatasetClaims } from "./dataset-claim.ts";
import { readIdx } from "./idx.ts";
import { type NamedBytes, readIdxDataset, readIdxImages } from "./idx-dataset.ts";
import { type IdxFile, type Pair, pairIdx } from "./pair-idx.ts";

interface Located extends IdxFile {
  readonly file: UnpackedFile;
}

async function locate(file: UnpackedFile): Promise<Located> {
  const { dimensions } = readIdx(file.name, await file.bytes());
  return { file, name: file.path, kind: dimensions.length === 1 ? "labels" : "images", dimensions };
}

const open = async ({ file }: Located): Promise<NamedBytes> => ({ name: file.name, bytes: await file.bytes() });
const openPair = async ({ images, labels }: Pair<Located>) => ({
  images: await open(images),
  labels: await open(labels),
});

function pairClaim(main: Pair<Located>, test: Pair<Located> | null): DatasetClaim {
  const located = [main.images, main.labels, ...(test === null ? [] : [test.images, test.labels])];
  return {
    order: Math.max(...located.map(({ file }) => file.order)),
    files: located.map(({ file }) => file),
    async read() {
      const name = main.images.file.name;
      const dataset = readIdxDataset(name, await openPair(main), test === null ? null : await openPair(test));
      const apart = dataset.testRows === undefined ? "" : `, ${dataset.testRows.length} of them set apart for testing`;
      return { dataset, words: `${dataset.count} examples of ${dataset.shape.join(" × ")}${apart}`, notes: [] };
    },
  };
}

/** Images without labels: a dataset for the time being. */
function imagesClaim(located: Located): DatasetClaim {
  return {
    order: located.file.order,
    files: [located.file],
    unlabelled: true,
    async read() {
      const dataset = readIdxImages(await open(located));
      return { dataset, words: `${dataset.count} examples of ${dataset.shape.join(" × ")}`, notes: [] };
    },
  };
}

const aloneWords = ({ file, kind, dimensions }: Located): string =>
  kind === "images"
    ? `the labels of the ${dimensions[0]} images in ${file.name}`
    : `the images of the ${dimensions[0]} labels in ${file.name}`;

/** IDX images and labels, paired by count and name; images wait for their labels and labels for their images. */
export async function claimIdx(files: readonly UnpackedFile[]): Promise<DatasetClaims> {
  const taken = files.filter(({ recognised: { kind } }) => kind === "idx-images" || kind === "idx-labels");
  const located: Located[] = [];
  const failures: Failure[] = [];
  for (const file of taken)
    try {
      located.push(await locate(file));
    } catch (thrown) {
      failures.push(failureOf(thrown));
    }
  const { main, test, alone } = pairIdx(located);
  // labels that could have been meant for the images: wait until they fit
  const unlabelled = alone.some(({ kind }) => kind === "labels") ? [] : alone;
  return {
    claims: [...(main === null ? [] : [pairClaim(main, test)]), ...unlabelled.map(imagesClaim)],
    taken: new Set(taken),
    failures,
    missing: alone.map(aloneWords),
    waiting: new Set(alone.map(({ file }) => file)),
  };
}
