import type { UnpackedFile } from "../../bytes/unpack.ts";
import { claimsByPart } from "../claims-by-part.ts";
import { type DatasetClaims, type DatasetTools, settledClaims } from "../dataset-claim.ts";
import { readParquet } from "./parquet-dataset.ts";

/** Parquet files: shards and parts by their names, or each by itself. */
export async function claimParquet(files: readonly UnpackedFile[], tools: DatasetTools): Promise<DatasetClaims> {
  const found = files.filter(({ recognised }) => recognised.kind === "parquet");
  const read = async (file: UnpackedFile) => readParquet(file.name, await file.bytes(), tools);
  return settledClaims(claimsByPart(found, read, "rows"), new Set(found));
}
