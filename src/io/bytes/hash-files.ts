import { sha256 } from "./sha256.ts";
import { sha256Pieces } from "./sha256-pieces.ts";

/** Bytes up to which files are hashed at once, by the browser. */
const atOnce = 64 * 2 ** 20;

/** SHA-256 of files one after another, in lower-case hex; large ones are held one at a time. */
export async function hashFiles(
  files: readonly { readonly size: number; bytes(): Promise<Uint8Array> }[],
): Promise<string> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (total > atOnce) return sha256Pieces(files.map((file) => () => file.bytes()));
  return sha256(...(await Promise.all(files.map((file) => file.bytes()))));
}
