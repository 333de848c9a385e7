import { type FileKind, kindWords } from "./file-kind.ts";
import { binaryKind, recordKind } from "./recognise-binary.ts";
import { isText, textKind } from "./recognise-text.ts";

export interface Recognised {
  readonly kind: FileKind;
  /** For the person, with its article: "a PNG picture". */
  readonly words: string;
}

/** Bytes from the start of a file that are enough to recognise it. */
export const headLength = 64 * 1024;

/** A kind with its words. */
export const recognisedAs = (kind: FileKind): Recognised => ({ kind, words: kindWords[kind] });

/**
 * What a file really is, by its first bytes; its name only breaks ties among texts. A zip is "zip" here, whatever it
 * holds: `unpack` looks inside.
 * @param head the first `headLength` bytes, or all of a smaller file
 * @param size of the whole file in bytes
 */
export function recognise(name: string, head: Uint8Array, size: number): Recognised {
  if (size === 0) return recognisedAs("empty");
  return recognisedAs(
    binaryKind(head, size) ?? (isText(head) ? textKind(name, head, size) : recordKind(name, head, size)),
  );
}
