import { expect, test } from "vitest";
import { copiesBetweenParts } from "./copies-between-parts.ts";

const none = { found: 0, of: 500, leftOut: false };

test("copies are counted by part, and it is said that they were left out", () => {
  const sign = copiesBetweenParts({ validation: none, test: { found: 10, of: 500, leftOut: true } });
  expect(sign?.sentence).toBe(
    "10 test examples of 500 are exact copies of examples that rank, choose or may be learnt from and are left out.",
  );
  expect(sign?.severity).toBe("notice");
});

test("copies that had to stay are a warning", () => {
  const sign = copiesBetweenParts({
    validation: { found: 1, of: 200, leftOut: true },
    test: { found: 90, of: 500, leftOut: false },
  });
  expect(sign?.sentence).toMatch(
    /^1 validation example of 200 is an exact copy of calibration examples and is left out\. 90 test/,
  );
  expect(sign?.sentence).toMatch(/are kept/);
  expect(sign?.severity).toBe("warning");
});

test("nothing is said where there are none, or before they were looked for", () => {
  expect(copiesBetweenParts({ validation: none, test: none })).toBeNull();
  expect(copiesBetweenParts(undefined)).toBeNull();
  expect(copiesBetweenParts(null)).toBeNull();
});
