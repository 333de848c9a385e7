import { type Failure, failureOf } from "../../../core/failure.ts";
import type { Vocabulary } from "../../../core/text/vocabulary.ts";
import type { ByteSource } from "../../bytes/byte-source.ts";
import { parseJson } from "../../bytes/json-text.ts";
import { decodeText } from "../../bytes/text.ts";
import type { UnpackedFile } from "../../bytes/unpack.ts";
import { huggingFaceTokenizer } from "./hugging-face-tokenizer.ts";
import { kerasTokenizer } from "./keras-tokenizer.ts";
import { isRecord } from "./vocabulary-fields.ts";
import { vocabularyLines } from "./vocabulary-lines.ts";

/** What the dropped files say about how texts become numbers. */
export interface VocabularyFindings {
  readonly vocabulary: Vocabulary | null;
  readonly notes: readonly string[];
  readonly failures: readonly Failure[];
  /** Files that are vocabularies, whatever became of them. */
  readonly taken: ReadonlySet<UnpackedFile>;
  /** What must stay for the next drop. */
  readonly kept: ReadonlySet<ByteSource>;
}

/** A text of one token a line is a vocabulary by its name, or by the tokens that only vocabularies have. */
async function isVocabulary(file: UnpackedFile): Promise<boolean> {
  const { kind } = file.recognised;
  if (kind === "tokenizer") return true;
  const name = file.path.split("/").at(-1) ?? file.path;
  if (kind !== "text" && kind !== "csv") return false;
  if (/vocab|word_?list/i.test(name) && /\.(txt|vocab)$|^vocab/i.test(name)) return true;
  if (kind === "csv" || !/\.txt$/i.test(name)) return false;
  const lines = decodeText((await file.bytes()).subarray(0, 65_536)).split(/\r?\n/, 200);
  return lines.some((line) => line === "[UNK]" || line === "[CLS]") && lines.every((line) => !/\s/.test(line));
}

/** @throws FailureError */
async function readVocabulary(file: UnpackedFile): Promise<Vocabulary> {
  const text = decodeText(await file.bytes());
  if (file.recognised.kind !== "tokenizer") return vocabularyLines(file.name, text);
  const json = parseJson(file.name, text);
  return isRecord(json) && isRecord(json.model)
    ? huggingFaceTokenizer(file.name, json)
    : kerasTokenizer(file.name, json);
}

/**
 * The latest vocabulary among the files: a Keras Tokenizer or word index as JSON, a Hugging Face tokenizer.json, or a
 * vocab.txt of one token a line.
 */
export async function claimVocabulary(files: readonly UnpackedFile[]): Promise<VocabularyFindings> {
  const failures: Failure[] = [];
  const found: UnpackedFile[] = [];
  for (const file of files) if (await isVocabulary(file)) found.push(file);
  for (const file of found.toReversed())
    try {
      const vocabulary = await readVocabulary(file);
      const known = vocabulary.tokens.reduce((count, token) => count + (token === null ? 0 : 1), 0);
      const pieces = vocabulary.pieces.kind === "wordpiece" ? "pieces of words" : "words";
      const limit = vocabulary.limit === null ? "" : `, the numbers below ${vocabulary.limit} in use`;
      return {
        vocabulary,
        notes: [`${file.name}: a vocabulary of ${known} ${pieces}${limit}.`],
        failures,
        taken: new Set(found),
        kept: new Set([file.source]),
      };
    } catch (thrown) {
      failures.push(failureOf(thrown));
    }
  return { vocabulary: null, notes: [], failures, taken: new Set(found), kept: new Set() };
}
