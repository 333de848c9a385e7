import { expect, test } from "vitest";
import { coarseValidation } from "./coarse-validation.ts";

const standing = (accuracy: number, half: number) => ({
  accuracy,
  interval: [accuracy - half, accuracy + half] as const,
});
const rival = (accuracy: number, half: number) => ({ name: "Magnitude L2, global", ...standing(accuracy, half) });

test("a fall that ends the run must be larger than what validation examples can tell", () => {
  const sign = coarseValidation(standing(0.9, 0.05), [], 100, 0.02);
  expect(sign?.sentence).toMatch(/fallen by 2\.0 percentage points, but 100 validation examples tell it to about 5\.0/);
  expect(sign?.severity).toBe("warning");
  expect(coarseValidation(standing(0.9, 0.01), [], 2500, 0.02)).toBeNull();
});

test("a rival of the same size within the noise is named with the difference that would tell", () => {
  const sign = coarseValidation(standing(0.93, 0.03), [rival(0.5, 0.05), rival(0.92, 0.04)], 300, null);
  expect(sign?.sentence).toMatch(/Magnitude L2, global has 92\.0 %.*chosen run 93\.0 %.*below about 5\.0 percentage/);
  expect(sign?.severity).toBe("notice");
});

test("nothing is said where the rivals lie apart, or where there is none", () => {
  expect(coarseValidation(standing(0.93, 0.01), [rival(0.85, 0.01)], 5000, null)).toBeNull();
  expect(coarseValidation(standing(0.93, 0.01), [], 5000, null)).toBeNull();
});
