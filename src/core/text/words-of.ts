import type { Vocabulary } from "./vocabulary.ts";

/** How token numbers are written out: what stands for each, and the prefix of later pieces of a word ("" where words are whole). */
export interface TokenWords {
  readonly tokens: readonly (string | null)[];
  readonly prefix: string;
}

/** What of a vocabulary is needed to write numbers out again. */
export function tokenWords({ tokens, pieces }: Vocabulary): TokenWords {
  return { tokens, prefix: pieces.kind === "wordpiece" ? pieces.prefix : "" };
}

/**
 * Token numbers as the words that they stand for, pieces joined; zeros at the ends are padding. A number that stands for
 * nothing is written as it is, in brackets.
 * @param most words at most; what follows is "…"
 */
export function wordsOf(numbers: ArrayLike<number>, { tokens, prefix }: TokenWords, most = Infinity): string {
  let [first, last] = [0, numbers.length];
  while (first < last && numbers[first] === 0) first++;
  while (last > first && numbers[last - 1] === 0) last--;
  const words: string[] = [];
  for (let at = first; at < last; at++) {
    const token = tokens[numbers[at]] ?? null;
    const before = words.at(-1);
    if (token !== null && before !== undefined && prefix !== "" && token.startsWith(prefix)) {
      words[words.length - 1] = before + token.slice(prefix.length);
      continue;
    }
    if (words.length === most) return [...words, "…"].join(" ");
    words.push(token ?? `[${numbers[at]}]`);
  }
  return words.join(" ");
}
