import { expect, it } from "vitest";
import { type Failure, failureOf } from "./failure.ts";
import { failureText, isOurs, nextStep } from "./failure-words.ts";

const damaged: Failure = { kind: "file-damaged", message: "The archive ends early." };

it("knows a next step for a failure that brings none, and prefers the failure's own", () => {
  expect(nextStep(damaged)).toMatch(/again/);
  expect(nextStep({ ...damaged, advice: "Unpack it first." })).toBe("Unpack it first.");
});

it("copies all that is known: kind, sentence, place, next step and details", () => {
  const text = failureText({ ...damaged, where: "a.zip, byte 12", details: "unexpected end" });
  expect(text.split("\n")).toEqual([
    "file-damaged: The archive ends early.",
    "Where: a.zip, byte 12",
    expect.stringMatching(/^Next: /),
    "unexpected end",
  ]);
});

it("takes whatever else is thrown for a failure of ours, with a next step and details", () => {
  for (const thrown of [new RangeError("out of bounds"), "no", undefined, { code: 3 }]) {
    const failure = failureOf(thrown);
    expect(isOurs(failure)).toBe(true);
    expect(nextStep(failure)).toMatch(/report/);
    expect(failureText(failure).length).toBeGreaterThan(40);
  }
  expect(isOurs(damaged)).toBe(false);
});
