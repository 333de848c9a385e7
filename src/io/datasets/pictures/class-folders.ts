import { type Part, partOf } from "../part-of.ts";

/** A picture's class and part, by the folders it lies in. */
export interface Filed<F> {
  readonly file: F;
  readonly folder: string;
  readonly part: Part | null;
}

const folderPart = (folder: string): Part | null =>
  /^(train|training|test|testing|val|valid|validation|dev)$/i.test(folder) ? (partOf(folder)?.part ?? null) : null;

/** How many folders at the front all paths share, the one that names a class left out. */
function sharedFolders(paths: readonly (readonly string[])[]): number {
  const [first = []] = paths;
  let shared = 0;
  while (paths.every((path) => shared < path.length - 1 && path[shared] === first[shared])) {
    if (folderPart(first[shared] ?? "") !== null) break;
    shared++;
  }
  return shared;
}

/**
 * Pictures filed by their folders: [anything shared by all]/[train|test|val]/class/...; those that lie in no folder of a
 * class are left out.
 */
export function filePictures<F extends { readonly path: string }>(files: readonly F[]): readonly Filed<F>[] {
  const split = files.map(({ path }) => path.split("/").filter((step) => step !== "" && step !== "."));
  const shared = sharedFolders(split);
  return files.flatMap((file, i) => {
    const folders = (split[i] ?? []).slice(shared, -1);
    const part = folderPart(folders[0] ?? "");
    const folder = part === null ? folders[0] : folders[1];
    return folder === undefined ? [] : [{ file, folder, part }];
  });
}
