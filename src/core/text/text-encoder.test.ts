import { describe, expect, it } from "vitest";
import { caughtFailure } from "../../../test/caught-failure.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { encodeTexts } from "./encode-texts.ts";
import { textEncoder } from "./text-encoder.ts";
import type { Vocabulary } from "./vocabulary.ts";

const words: Vocabulary = {
  name: "v",
  tokens: [null, "<OOV>", "the", "cat", "i'm"],
  normalise: ["lower"],
  splitting: { kind: "replaced", remove: "!.,", by: " " },
  pieces: { kind: "whole" },
  unknown: 1,
  limit: null,
  before: [],
  after: [],
};
const bert: Vocabulary = {
  ...words,
  tokens: ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "cafe", "!", "日", "no", "##n"],
  normalise: ["clean", "space-chinese", "lower", "strip-accents"],
  splitting: { kind: "punctuation" },
  pieces: { kind: "wordpiece", prefix: "##", longestWord: 100 },
  before: [2],
  after: [3],
};

describe("texts as numbers", () => {
  it("are words cut as Keras cuts them, unknown ones replaced or left out", () => {
    expect(textEncoder(words)("The CAT, I'm a dog!")).toEqual([2, 3, 4, 1, 1]);
    expect(textEncoder({ ...words, unknown: null })("The CAT, I'm a dog!")).toEqual([2, 3, 4]);
    expect(textEncoder({ ...words, limit: 4 })("the cat i'm")).toEqual([2, 3, 1]);
  });

  it("are the longest known pieces of words, with BERT's frame, accents and capitals taken away", () => {
    expect(textEncoder(bert)("Unaffable Café!")).toEqual([2, 4, 5, 6, 7, 8, 3]);
    expect(textEncoder(bert)("unx 日日 non")).toEqual([2, 1, 9, 9, 10, 11, 3]);
    expect(textEncoder(bert)(`un${"x".repeat(200)}`)).toEqual([2, 1, 3]);
  });

  it.each([
    [{ kind: "stripped", remove: "!'" } as const, "the cat! i'm", [2, 3, 1]],
    [{ kind: "blanks" } as const, " the\tcat\n", [2, 3]],
    [{ kind: "runs" } as const, "the cat!!", [2, 3, 1]],
    [{ kind: "characters" } as const, "ab", [1, 1]],
  ])("are cut by $kind", (splitting, text, numbers) => {
    expect(textEncoder({ ...words, splitting })(text)).toEqual(numbers);
  });
});

describe("a dataset of texts", () => {
  const dataset: Dataset = {
    name: "d",
    count: 2,
    shape: [0],
    inputs: new Float32Array(0),
    labels: Int32Array.of(0, 1),
    classNames: ["a", "b"],
    range: [0, 0],
    texts: ["the cat", "the the the dog"],
  };

  it("becomes rows of the longest length, or of the wanted one, zeros behind", () => {
    const encoded = encodeTexts(dataset, words);
    expect(encoded).toMatchObject({ shape: [4], range: [0, 3] });
    expect([...encoded.inputs]).toEqual([2, 3, 0, 0, 2, 2, 2, 1]);
    expect([...encodeTexts(dataset, words, 3).inputs]).toEqual([2, 3, 0, 2, 2, 2]);
  });

  it("is refused where there are no texts, or no word is known", async () => {
    const { texts: _, ...numbers } = dataset;
    expect((await caughtFailure(() => encodeTexts(numbers, words))).kind).toBe("dataset-invalid");
    const strange = { ...words, unknown: null, tokens: [null, "fox"] };
    expect((await caughtFailure(() => encodeTexts(dataset, strange))).message).toMatch(/No word of d stands in v/);
  });
});
