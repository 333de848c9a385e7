/** What is done to a text before it is cut into words, in the order of the list. */
export type NormaliseStep =
  | "lower"
  | "strip-accents"
  | "nfc"
  | "nfd"
  | "nfkc"
  | "nfkd"
  | "clean" // control characters out, every kind of blank a space
  | "space-chinese" // blanks around Chinese characters, as BERT does
  | "trim";

/**
 * How a text is cut into words.
 * - replaced: each of the characters in `remove` becomes `by`, then the text is cut at `by` (Keras's Tokenizer)
 * - stripped: the characters in `remove` vanish, then the text is cut at blanks (Keras's TextVectorization)
 * - blanks: cut at blanks
 * - punctuation: cut at blanks, each punctuation mark a word of its own (BERT)
 * - runs: runs of letters, digits and underscores, and runs of other signs (Hugging Face's Whitespace)
 * - characters: each character is a word
 */
export type Splitting =
  | { readonly kind: "replaced"; readonly remove: string; readonly by: string }
  | { readonly kind: "stripped"; readonly remove: string }
  | { readonly kind: "blanks" }
  | { readonly kind: "punctuation" }
  | { readonly kind: "runs" }
  | { readonly kind: "characters" };

/** The words as they are, or the longest known pieces from the left, later ones marked by a prefix (WordPiece). */
export type Pieces =
  | { readonly kind: "whole" }
  | { readonly kind: "wordpiece"; readonly prefix: string; readonly longestWord: number };

/** How texts become the numbers that a network's embedding reads: plain data, as the file beside the network says it. */
export interface Vocabulary {
  /** The file that it came from. */
  readonly name: string;
  /** What stands for each number; null for numbers that stand for nothing. */
  readonly tokens: readonly (string | null)[];
  readonly normalise: readonly NormaliseStep[];
  readonly splitting: Splitting;
  readonly pieces: Pieces;
  /** The number of words that are not known; null where they are left out. */
  readonly unknown: number | null;
  /** Numbers from here on count as unknown (Keras's num_words); null without a limit. */
  readonly limit: number | null;
  /** Numbers put before and after each text, such as BERT's [CLS] and [SEP]. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}
