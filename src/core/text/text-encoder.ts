import { normaliseText } from "./normalise-text.ts";
import { wordSplitter } from "./split-words.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { wordPieces } from "./word-pieces.ts";

/** A function that turns a text into the vocabulary's numbers. */
export function textEncoder(vocabulary: Vocabulary): (text: string) => readonly number[] {
  const { tokens, normalise, pieces, unknown, limit, before, after } = vocabulary;
  const known = new Map<string, number>();
  tokens.forEach((token, number) => {
    // of a word that stands twice the last number counts, as in a Python dictionary
    if (token !== null) known.set(token, number);
  });
  const split = wordSplitter(vocabulary.splitting);
  const within = (number: number | undefined) =>
    number === undefined || (limit !== null && number >= limit) ? unknown : number;
  const numbersOf = (word: string): readonly (number | null)[] => {
    if (pieces.kind === "whole") return [within(known.get(word))];
    const found = word.length > pieces.longestWord ? null : wordPieces(word, known, pieces.prefix);
    return found === null ? [unknown] : found.map(within);
  };
  return (text) => {
    const numbers = [...before];
    for (const word of split(normaliseText(text, normalise)))
      for (const number of numbersOf(word)) if (number !== null) numbers.push(number);
    return [...numbers, ...after];
  };
}
