import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

const root = resolve(process.cwd(), "../shared");

/** True where the files lie beside the repository; tests that need them are skipped elsewhere, visibly. */
export function hasShared(path: string): boolean {
  return existsSync(resolve(root, path));
}

/** Bytes of a file beside the repository, such as "data/tabular/iris.csv". */
export function sharedFile(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(resolve(root, path)));
}
