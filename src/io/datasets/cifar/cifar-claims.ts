import type { UnpackedFile } from "../../bytes/unpack.ts";
import { claimsByPart } from "../claims-by-part.ts";
import { type DatasetClaims, type ReadDataset, settledClaims } from "../dataset-claim.ts";
import { cifar10, cifar100Fine, readCifar } from "./cifar.ts";

async function read(file: UnpackedFile): Promise<ReadDataset> {
  const ten = file.recognised.kind === "cifar10";
  const dataset = readCifar(file.name, await file.bytes(), ten ? cifar10 : cifar100Fine);
  return {
    dataset,
    words: `${dataset.count} CIFAR-${ten ? 10 : 100} images of 32 × 32 × 3`,
    notes: ten ? [] : ["the labels are the 100 fine ones, not the 20 coarse ones"],
  };
}

/** CIFAR's binary files: batches and a test part by their names, or each by itself. */
export async function claimCifar(files: readonly UnpackedFile[]): Promise<DatasetClaims> {
  const of = (kind: "cifar10" | "cifar100") => files.filter(({ recognised }) => recognised.kind === kind);
  const found = [of("cifar10"), of("cifar100")];
  return settledClaims(
    found.flatMap((some) => claimsByPart(some, read, "images")),
    new Set(found.flat()),
  );
}
