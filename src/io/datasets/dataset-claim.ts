import type { Dataset } from "../../core/dataset/dataset.ts";
import type { Failure } from "../../core/failure.ts";
import type { UnpackedFile } from "../bytes/unpack.ts";
import type { DecodeImage } from "./pictures/decode-image.ts";

/** A dataset and what is to be said of it. */
export interface ReadDataset {
  readonly dataset: Dataset;
  /** What it is: "a table of 150 rows, 4 numbers and a label each". */
  readonly words: string;
  /** What was guessed, each a sentence without its full stop. */
  readonly notes: readonly string[];
  /** The label's column, where the file names its columns. */
  readonly label?: string;
}

/** One way to make a dataset of some of the dropped files. */
export interface DatasetClaim {
  /** The largest `order` among its files; half a place more where it joins files that stand for themselves, too. */
  readonly order: number;
  readonly files: readonly UnpackedFile[];
  /** Inputs whose labels may still come: taken only where nothing else is there. */
  readonly unlabelled?: boolean;
  /** @throws FailureError */
  read(): Promise<ReadDataset>;
  /** Bytes that the dataset's hash is made of; those of the files in turn where it is left out. */
  hashed?(): Promise<readonly Uint8Array[]>;
}

/** What one format finds among the dropped files. Nothing is thrown for a bad file. */
export interface DatasetClaims {
  readonly claims: readonly DatasetClaim[];
  /** Files of this format, whatever becomes of them. */
  readonly taken: ReadonlySet<UnpackedFile>;
  readonly failures: readonly Failure[];
  /** What files still wait for, each a noun phrase. */
  readonly missing: readonly string[];
  /** Files that wait, to be kept for the next drop. */
  readonly waiting: ReadonlySet<UnpackedFile>;
}

/** What the format's readers need from outside. */
export interface DatasetTools {
  /** Absent where pictures cannot be decoded; zips of pictures are then refused. */
  readonly decodeImage?: DecodeImage;
}

export type ClaimDatasets = (files: readonly UnpackedFile[], tools: DatasetTools) => Promise<DatasetClaims>;

/** Claims of a format that waits for nothing. */
export const settledClaims = (
  claims: readonly DatasetClaim[],
  taken: ReadonlySet<UnpackedFile>,
  failures: readonly Failure[] = [],
): DatasetClaims => ({ claims, taken, failures, missing: [], waiting: new Set() });
