import type { Dataset } from "./dataset.ts";

type Contents = Pick<Dataset, "count" | "inputs" | "texts">;

/** Rows as machine words where they divide into four bytes each, else as bytes: quick to hash and to compare. */
function wordsOf({ count, inputs }: Contents): { readonly words: Uint32Array | Uint8Array; readonly length: number } {
  const bytes = inputs.byteLength / count;
  const whole = bytes % 4 === 0 && inputs.byteOffset % 4 === 0;
  return whole
    ? { words: new Uint32Array(inputs.buffer, inputs.byteOffset, inputs.byteLength / 4), length: bytes / 4 }
    : { words: new Uint8Array(inputs.buffer, inputs.byteOffset, inputs.byteLength), length: bytes };
}

function firstTexts(texts: readonly string[]): Int32Array {
  const seen = new Map<string, number>();
  return Int32Array.from(texts, (text, row) => {
    const first = seen.get(text);
    if (first === undefined) seen.set(text, row);
    return first ?? row;
  });
}

/** Open addressing over the rows' hashes; rows of one hash are compared word by word. */
function firstInputs(dataset: Contents): Int32Array {
  const { words, length } = wordsOf(dataset);
  const { count } = dataset;
  const slots = 2 ** Math.ceil(Math.log2(2 * count + 1));
  const table = new Int32Array(slots).fill(-1);
  const hashes = new Int32Array(count);
  const first = new Int32Array(count);
  const same = (a: number, b: number) => {
    for (let k = 0; k < length; k++) if (words[a * length + k] !== words[b * length + k]) return false;
    return true;
  };
  for (let row = 0; row < count; row++) {
    let hash = 0x811c9dc5;
    for (let k = row * length; k < (row + 1) * length; k++) {
      hash = Math.imul(hash ^ words[k], 0x9e3779b1);
      hash = (hash << 13) | (hash >>> 19);
    }
    hashes[row] = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    let slot = (hashes[row] >>> 0) & (slots - 1);
    while (table[slot] >= 0 && !(hashes[table[slot]] === hashes[row] && same(table[slot], row)))
      slot = (slot + 1) & (slots - 1);
    if (table[slot] < 0) table[slot] = row;
    first[row] = table[slot];
  }
  return first;
}

/** A dataset never changes, and its split is asked for more than once. */
const found = new WeakMap<Contents, Int32Array>();

/**
 * For each row the first row with exactly the same inputs (or text); its own number where it is the first. Labels do
 * not count: an example that was seen is not new under another label.
 */
export function firstOccurrences(dataset: Contents): Int32Array {
  const known = found.get(dataset);
  if (known) return known;
  const { count, inputs, texts } = dataset;
  const first =
    inputs.length > 0
      ? firstInputs(dataset)
      : texts?.length === count
        ? firstTexts(texts)
        : Int32Array.from({ length: count }, (_, row) => row);
  found.set(dataset, first);
  return first;
}
