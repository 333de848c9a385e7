import { expect, it } from "vitest";
import { wrapWords } from "./wrap-words.ts";

it("breaks between words, cuts words that are too long, and says where it ends", () => {
  expect(wrapWords("win a prize now", 7, 5)).toEqual(["win a", "prize", "now"]);
  expect(wrapWords("incomprehensible", 8, 5)).toEqual(["incompr…"]);
  expect(wrapWords("one two three four five", 5, 2)).toEqual(["one", "two…"]);
  expect(wrapWords("", 5, 2)).toEqual([]);
});
