import { joinBytes } from "./join-bytes.ts";

/** SHA-256 of the parts one after another, in lower-case hex: what `cat parts | sha256sum` prints. */
export async function sha256(...parts: readonly Uint8Array[]): Promise<string> {
  const [only] = parts;
  // a view on shared memory cannot be hashed, a copy can
  const bytes =
    parts.length === 1 && only?.buffer instanceof ArrayBuffer ? (only as Uint8Array<ArrayBuffer>) : joinBytes(parts);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
