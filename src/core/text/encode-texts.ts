import type { Dataset } from "../dataset/dataset.ts";
import { FailureError } from "../failure.ts";
import { textEncoder } from "./text-encoder.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { tokenWords } from "./words-of.ts";

/** Numbers in all that the encoded texts may take; longer texts are cut so that they fit. */
const mostNumbers = 64 * 1024 * 1024;

/**
 * The dataset with its texts as numbers: one row of `length` numbers a text, the text first and zeros behind it; what
 * is longer is cut at its end. Without a length it is that of the longest text.
 * @throws FailureError dataset-invalid where the dataset has no texts, or no text has a known word
 */
export function encodeTexts(dataset: Dataset, vocabulary: Vocabulary, length?: number): Dataset {
  const { texts, name } = dataset;
  if (texts === undefined)
    throw new FailureError({
      kind: "dataset-invalid",
      message: `${name} holds no texts that ${vocabulary.name} could turn into numbers.`,
      where: name,
    });
  const encode = textEncoder(vocabulary);
  const rows = texts.map((text) => Int32Array.from(encode(text)));
  const longest = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (longest === vocabulary.before.length + vocabulary.after.length)
    throw new FailureError({
      kind: "dataset-invalid",
      message: `No word of ${name} stands in ${vocabulary.name}.`,
      where: name,
      advice: "Drop the vocabulary that belongs to these texts.",
    });
  const width = length ?? Math.max(1, Math.min(longest, Math.floor(mostNumbers / rows.length)));
  const inputs = new Float32Array(rows.length * width);
  let most = 0;
  rows.forEach((row, i) => {
    const kept = row.subarray(0, width);
    inputs.set(kept, i * width);
    for (const number of kept) if (number > most) most = number;
  });
  return { ...dataset, shape: [width], inputs, range: [0, most], tokens: tokenWords(vocabulary), vocabulary };
}
