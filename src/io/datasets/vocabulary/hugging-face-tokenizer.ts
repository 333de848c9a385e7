import { FailureError } from "../../../core/failure.ts";
import type { NormaliseStep, Splitting, Vocabulary } from "../../../core/text/vocabulary.ts";
import { invalidVocabulary, isRecord, tokensOf } from "./vocabulary-fields.ts";

type Part = { readonly [key: string]: unknown };

function unsupported(name: string, what: string): FailureError {
  return new FailureError({
    kind: "file-unsupported",
    message: `The tokenizer ${name} uses ${what}, which Quorum does not have; it reads WordLevel and WordPiece tokenizers, word indices and vocab.txt.`,
    where: name,
    advice: "Encode the texts in Python and drop them as NumPy arrays (np.savez with x and y).",
  });
}

const simpleSteps: Readonly<Record<string, NormaliseStep>> = {
  Lowercase: "lower",
  StripAccents: "strip-accents",
  NFC: "nfc",
  NFD: "nfd",
  NFKC: "nfkc",
  NFKD: "nfkd",
  Strip: "trim",
};

function stepsOf(name: string, normalizer: unknown, depth = 0): readonly NormaliseStep[] {
  if (normalizer === null || normalizer === undefined) return [];
  if (!isRecord(normalizer) || depth > 4) throw invalidVocabulary(name, "has a normalizer that is no object");
  const { type } = normalizer;
  if (type === "Sequence" && Array.isArray(normalizer.normalizers))
    return normalizer.normalizers.flatMap((each) => stepsOf(name, each, depth + 1));
  if (type === "BertNormalizer") {
    const lower = normalizer.lowercase !== false;
    return [
      ...(normalizer.clean_text === false ? [] : (["clean"] as const)),
      ...(normalizer.handle_chinese_chars === false ? [] : (["space-chinese"] as const)),
      ...((normalizer.strip_accents ?? lower) === true ? (["strip-accents"] as const) : []),
      ...(lower ? (["lower"] as const) : []),
    ];
  }
  const step = typeof type === "string" && Object.hasOwn(simpleSteps, type) ? simpleSteps[type] : undefined;
  if (step === undefined) throw unsupported(name, `the normalizer ${String(type).slice(0, 40)}`);
  return [step];
}

function splittingOf(name: string, tokenizer: unknown, depth = 0): Splitting {
  if (tokenizer === null || tokenizer === undefined) return { kind: "blanks" };
  if (!isRecord(tokenizer) || depth > 4) throw invalidVocabulary(name, "has a pre_tokenizer that is no object");
  const { type } = tokenizer;
  if (type === "BertPreTokenizer") return { kind: "punctuation" };
  if (type === "Whitespace") return { kind: "runs" };
  if (type === "WhitespaceSplit") return { kind: "blanks" };
  if (type === "Sequence" && Array.isArray(tokenizer.pretokenizers)) {
    const types = tokenizer.pretokenizers.map((each: unknown) => (isRecord(each) ? each.type : null));
    // blanks and then each mark of its own: what BERT does
    if (types.join() === "WhitespaceSplit,Punctuation") return { kind: "punctuation" };
    if (types.length === 1) return splittingOf(name, tokenizer.pretokenizers[0], depth + 1);
  }
  throw unsupported(name, `the pre-tokenizer ${String(type).slice(0, 40)}`);
}

/** Numbers before and after each text, of a TemplateProcessing or BertProcessing. */
function framesOf(processor: unknown, numberOf: (token: unknown) => number | null): [number[], number[]] {
  const frames: [number[], number[]] = [[], []];
  if (!isRecord(processor)) return frames;
  if (processor.type === "BertProcessing" || processor.type === "RobertaProcessing") {
    for (const [place, key] of [[0, "cls"] as const, [1, "sep"] as const]) {
      const pair = processor[key];
      const number = Array.isArray(pair) ? numberOf(pair[0]) : null;
      if (number !== null) frames[place].push(number);
    }
    return frames;
  }
  if (processor.type !== "TemplateProcessing" || !Array.isArray(processor.single)) return frames;
  let place: 0 | 1 = 0;
  for (const piece of processor.single as readonly unknown[]) {
    if (!isRecord(piece)) continue;
    if (isRecord(piece.Sequence)) place = 1;
    const number = isRecord(piece.SpecialToken) ? numberOf(piece.SpecialToken.id) : null;
    if (number !== null) frames[place].push(number);
  }
  return frames;
}

function modelOf(name: string, json: Part): Part {
  const { model } = json;
  if (!isRecord(model)) throw invalidVocabulary(name, "has no model");
  // files of early versions do not name the type of a WordPiece
  const type = model.type ?? ("continuing_subword_prefix" in model ? "WordPiece" : "WordLevel");
  if (type !== "WordLevel" && type !== "WordPiece") throw unsupported(name, `a ${String(type).slice(0, 40)} model`);
  return { ...model, type };
}

/**
 * The vocabulary of a Hugging Face tokenizer.json with a WordLevel or WordPiece model
 * (huggingface.co/docs/tokenizers).
 * @throws FailureError file-unsupported for other models, normalizers and pre-tokenizers; dataset-invalid
 */
export function huggingFaceTokenizer(name: string, json: Part): Vocabulary {
  const model = modelOf(name, json);
  if (!isRecord(model.vocab)) throw invalidVocabulary(name, "has a model without a vocabulary");
  const added = Array.isArray(json.added_tokens) ? json.added_tokens : [];
  const index: Record<string, unknown> = { ...model.vocab };
  for (const token of added) if (isRecord(token) && typeof token.content === "string") index[token.content] = token.id;
  const tokens = tokensOf(name, index);
  const numberOf = (token: unknown) => {
    const place = typeof token === "string" ? tokens.indexOf(token) : -1;
    return place < 0 ? null : place;
  };
  const longestWord = model.max_input_chars_per_word;
  const prefix = model.continuing_subword_prefix;
  const [before, after] = framesOf(json.post_processor, numberOf);
  return {
    name,
    tokens,
    normalise: stepsOf(name, json.normalizer),
    splitting: splittingOf(name, json.pre_tokenizer),
    pieces:
      model.type === "WordLevel"
        ? { kind: "whole" }
        : {
            kind: "wordpiece",
            prefix: typeof prefix === "string" ? prefix : "##",
            longestWord: typeof longestWord === "number" ? Math.min(longestWord, 200) : 100,
          },
    unknown: numberOf(model.unk_token),
    limit: null,
    before,
    after,
  };
}
