import type { Vocabulary } from "../../../core/text/vocabulary.ts";
import { parseJson } from "../../bytes/json-text.ts";
import { invalidVocabulary, isRecord, tokensOf } from "./vocabulary-fields.ts";

/** What Keras's Tokenizer takes out of a text where the file says nothing. */
const usualFilters = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n';

/**
 * The vocabulary of a Keras Tokenizer: what `tokenizer.to_json()` wrote (the word index a JSON text within the
 * configuration), or its fields as plain JSON, or nothing but word -> number.
 * @throws FailureError file-damaged, dataset-invalid
 */
export function kerasTokenizer(name: string, json: unknown): Vocabulary {
  if (!isRecord(json)) throw invalidVocabulary(name, "is no JSON object");
  const config = isRecord(json.config) && json.class_name === "Tokenizer" ? json.config : json;
  const stored = config.word_index ?? json;
  const index = typeof stored === "string" ? parseJson(name, stored) : stored;
  if (!isRecord(index)) throw invalidVocabulary(name, "has no word_index");
  const tokens = tokensOf(name, index);
  const plain = index === json;
  const text = (value: unknown, otherwise: string) => (typeof value === "string" ? value : otherwise);
  const limit = typeof config.num_words === "number" && config.num_words > 0 ? config.num_words : null;
  const oov = typeof config.oov_token === "string" ? config.oov_token : plain ? foundUnknown(tokens) : null;
  const unknown = oov === null ? -1 : tokens.indexOf(oov);
  return {
    name,
    tokens,
    normalise: config.lower === false ? [] : ["lower"],
    splitting:
      config.char_level === true
        ? { kind: "characters" }
        : { kind: "replaced", remove: text(config.filters, usualFilters), by: text(config.split, " ") || " " },
    pieces: { kind: "whole" },
    unknown: unknown < 0 ? null : unknown,
    limit,
    before: [],
    after: [],
  };
}

/** The token for unknown words in a bare word index, by the names that are usual for it. */
const foundUnknown = (tokens: readonly (string | null)[]): string | null =>
  tokens.find((token) => token !== null && /^[<[]?(oov|unk|unknown)[>\]]?$/i.test(token) && /[<[]/.test(token)) ?? null;
