import { expect, it } from "vitest";
import { tokenWords, wordsOf } from "./words-of.ts";

const whole = { tokens: [null, "<OOV>", "call", "now", "free"], prefix: "" };

it("writes numbers as words and leaves padding out on either side", () => {
  expect(wordsOf([0, 0, 4, 3, 2, 0], whole)).toBe("free now call");
  expect(wordsOf([2, 0, 3], whole)).toBe("call [0] now");
  expect(wordsOf([0, 0], whole)).toBe("");
});

it("shows numbers that stand for nothing as numbers, and cuts where there are too many", () => {
  expect(wordsOf([2, 9, 1], whole)).toBe("call [9] <OOV>");
  expect(wordsOf([2, 3, 4], whole, 2)).toBe("call now …");
  expect(wordsOf([2, 3], whole, 2)).toBe("call now");
});

it("joins pieces of words as BERT cut them", () => {
  const pieces = tokenWords({
    name: "vocab.txt",
    tokens: ["[PAD]", "[CLS]", "un", "##like", "##ly", "so", "[SEP]"],
    normalise: [],
    splitting: { kind: "blanks" },
    pieces: { kind: "wordpiece", prefix: "##", longestWord: 100 },
    unknown: null,
    limit: null,
    before: [1],
    after: [6],
  });
  expect(wordsOf([1, 2, 3, 4, 5, 6, 0, 0], pieces)).toBe("[CLS] unlikely so [SEP]");
  expect(wordsOf([2, 3, 4], pieces, 1)).toBe("unlikely");
});
