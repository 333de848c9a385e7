import type { Vocabulary } from "../../../core/text/vocabulary.ts";
import { invalidVocabulary, mostTokens } from "./vocabulary-fields.ts";

/** What Keras's TextVectorization strips where its standardize is left as it is. */
const strippedSigns = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'";

const specials = /^(\[PAD\]|\[UNK\]|\[CLS\]|\[SEP\]|\[MASK\]|<pad>|<unk>|<s>|<\/s>)$/;

/**
 * The vocabulary in a text of one token a line, the line's place its number. With [CLS] or "##" pieces it is BERT's
 * WordPiece; with an empty first line and [UNK] as the second that of Keras's TextVectorization; else whole words,
 * cut as TextVectorization does, since that is what saves such a file.
 * @throws FailureError dataset-invalid
 */
export function vocabularyLines(name: string, text: string): Vocabulary {
  const tokens = text.split(/\r\n|\n/);
  // a last line that is ended by a line break leaves an empty one behind
  if (tokens.length > 1 && tokens.at(-1) === "") tokens.pop();
  if (tokens.length < 2) throw invalidVocabulary(name, "has fewer than two lines");
  if (tokens.length > mostTokens)
    throw invalidVocabulary(name, `has ${tokens.length} lines; at most ${mostTokens} can be read`);
  const placeOf = (token: string) => {
    const place = tokens.indexOf(token);
    return place < 0 ? null : place;
  };
  const [start, end] = [placeOf("[CLS]"), placeOf("[SEP]")];
  if (start !== null || tokens.some((token) => token.startsWith("##"))) {
    const lower = tokens.every(
      (token) => specials.test(token) || /^\[.*\]$/.test(token) || token === token.toLowerCase(),
    );
    return {
      name,
      tokens,
      normalise: ["clean", "space-chinese", ...(lower ? (["lower", "strip-accents"] as const) : [])],
      splitting: { kind: "punctuation" },
      pieces: { kind: "wordpiece", prefix: "##", longestWord: 100 },
      unknown: placeOf("[UNK]"),
      limit: null,
      before: start === null ? [] : [start],
      after: end === null ? [] : [end],
    };
  }
  // get_vocabulary() names the padding "", and some save only what follows the two
  const listed = tokens[0] === "" || placeOf("[UNK]") !== null || placeOf("<unk>") !== null;
  const all: readonly (string | null)[] = listed
    ? tokens.map((token) => (token === "" ? null : token))
    : [null, "[UNK]", ...tokens];
  return {
    name,
    tokens: all,
    normalise: ["lower"],
    splitting: { kind: "stripped", remove: strippedSigns },
    pieces: { kind: "whole" },
    unknown: listed ? (placeOf("[UNK]") ?? placeOf("<unk>") ?? 1) : 1,
    limit: null,
    before: [],
    after: [],
  };
}
