import fc from "fast-check";
import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { shareEvaluations } from "./share-evaluations.ts";

test("layers share by width, and all of it is given out", () => {
  expect(shareEvaluations(1000, [20, 30, 50])).toEqual([200, 300, 500]);
  expect(shareEvaluations(1000, [33, 33, 34]).reduce((a, b) => a + b)).toBe(1000);
});

test("a layer of few units is enumerated, and the others share what is left", () => {
  // LeNet-5: all 64 coalitions of its first filters for a share of 60
  expect(shareEvaluations(2260, [6, 16, 120, 84])).toEqual([64, 159, 1198, 839]);
  expect(shareEvaluations(100_000, [3, 5])).toEqual([8, 32]);
});

test("no layer gets fewer than estimators need, and too few in all are refused", () => {
  const [thin, wide] = shareEvaluations(400, [30, 4096]);
  expect([thin, wide]).toEqual([8, 392]);
  expect(() => shareEvaluations(10, [30, 4096])).toThrow(FailureError);
});

test("whatever the widths, every layer gets something and nothing is given twice", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 200, max: 50_000 }),
      (widths, total) => {
        const shares = shareEvaluations(total, widths);
        const enumerated = shares.every((share, layer) => share === 2 ** widths[layer]!);
        expect(shares.every((share) => Number.isInteger(share) && share >= 2)).toBe(true);
        const sum = shares.reduce((all, share) => all + share, 0);
        if (!enumerated) expect(sum).toBeLessThanOrEqual(total);
        // wide layers have about as many a unit
        const open = widths.flatMap((width, layer) => (width > 500 ? [shares[layer]! / width] : []));
        if (total / widths.reduce((a, b) => a + b) > 1)
          expect(Math.max(...open, 0) / Math.min(...open, 1e9)).toBeLessThan(1.1);
      },
    ),
  );
});
