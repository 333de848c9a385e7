import { expect, it } from "vitest";
import type { Answered } from "../../../state/answers.ts";
import { agreementWords, answerRows, outputName, spreadOf, timeWords } from "./answer-words.ts";

const answer = (values: readonly number[], vote: number | null) => ({
  values: Float32Array.from(values),
  vote,
  milliseconds: 1,
});
const made = (full: Answered["full"], pruned: Answered["pruned"], change: Partial<Answered> = {}) =>
  ({ says: "probabilities", classes: Int32Array.from(full.values.keys()), full, pruned, ...change }) as Answered;

it("classes stand in the order of their numbers; of many those that one network finds likely", () => {
  const many = Array.from({ length: 30 }, (_, at) => (at === 25 ? 0.5 : 0.01));
  const pruned = many.map((_, at) => (at === 28 ? 0.9 : 0));
  const { rows, more } = answerRows(made(answer(many, 25), answer(pruned, 28)), []);
  expect(rows.map(({ name }) => name)).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "25", "28"]);
  expect(more).toBe(18);
  const turned = made(answer([0.1, 0.2, 0.7], 2), null, { classes: Int32Array.of(1, -1, 0) });
  expect(answerRows(turned, ["cat", "dog"]).rows.map(({ name }) => name)).toEqual(["cat", "dog", "output 2, no class"]);
  expect(outputName(made(answer([3], null), null, { says: "numbers" }), 0, [])).toBe("1");
});

it("agreement is a word for classes and a distance for numbers", () => {
  expect(agreementWords(made(answer([1, 0], 0), null))).toBeNull();
  expect(agreementWords(made(answer([1, 0], 0), answer([0.6, 0.4], 0)))).toBe("They agree.");
  expect(agreementWords(made(answer([1, 0], 0), answer([0.4, 0.6], 1)))).toBe("They disagree.");
  const numbers = made(answer([1, 5], null), answer([1.5, 5.25], null), { says: "numbers" });
  expect(agreementWords(numbers)).toBe("They are 0.5 apart.");
});

it("times lose places as they grow, and a bar is full at the largest output", () => {
  expect([0.001, 0.234, 3.21, 45.6].map(timeWords)).toEqual(["less than 0.01 ms", "0.23 ms", "3.2 ms", "46 ms"]);
  const column = { name: "", note: "", colour: "", answer: answer([-4, 2], 1) };
  expect(spreadOf([column, { ...column, answer: null }])).toBe(4);
});
