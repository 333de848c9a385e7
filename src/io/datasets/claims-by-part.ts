import type { UnpackedFile } from "../bytes/unpack.ts";
import type { DatasetClaim, ReadDataset } from "./dataset-claim.ts";
import { type DatasetPart, joinDatasets, partWords } from "./join-datasets.ts";
import { type Part, partOf } from "./part-of.ts";

type Read = (file: UnpackedFile) => Promise<ReadDataset>;

interface Group {
  readonly file: UnpackedFile;
  readonly part: Part;
}

function joinedClaim(group: readonly Group[], read: Read, rows: string): DatasetClaim {
  const files = group.map(({ file }) => file);
  return {
    // half a place later than any of them alone, so that it comes first
    order: Math.max(...files.map(({ order }) => order)) + 0.5,
    files,
    async read() {
      const parts: (DatasetPart & { readonly notes: readonly string[]; readonly words: string })[] = [];
      for (const { file, part } of group) parts.push({ part, ...(await read(file)) });
      const dataset = joinDatasets(parts);
      const words = `${parts[0]?.words ?? rows}, ${dataset.count} ${rows} in all${partWords(dataset, parts)}`;
      return { dataset, words, notes: [...new Set(parts.flatMap(({ notes }) => notes))] };
    },
  };
}

/**
 * Each file as a dataset by itself, and files that their names call parts of one whole (train, test, validation, shards,
 * batches) as one dataset, which is preferred.
 * @param rows what the examples are called: "rows"
 */
export function claimsByPart(files: readonly UnpackedFile[], read: Read, rows: string): readonly DatasetClaim[] {
  const groups = new Map<string, Map<string, Group>>();
  for (const file of files) {
    const named = partOf(file.path);
    if (named === null) continue;
    const group = groups.get(named.whole) ?? new Map<string, Group>();
    // the later of two files with one name wins
    group.set(file.path, { file, part: named.part });
    groups.set(named.whole, group);
  }
  const joined = [...groups.values()].filter((group) => group.size > 1);
  return [
    ...joined.map((group) => joinedClaim([...group.values()], read, rows)),
    ...files.map((file): DatasetClaim => ({ order: file.order, files: [file], read: () => read(file) })),
  ];
}
