import { expect, test } from "vitest";
import { legendreAt } from "./legendre.ts";

test("the first polynomials are what they are written as", () => {
  for (const x of [0, 0.2, 0.5, 1]) {
    const [zero, one, two, three] = legendreAt(x, 3);
    expect(zero).toBe(1);
    expect(one).toBeCloseTo(2 * x - 1, 14);
    expect(two).toBeCloseTo(6 * x * x - 6 * x + 1, 14);
    expect(three).toBeCloseTo(20 * x ** 3 - 30 * x * x + 12 * x - 1, 14);
  }
});

test("they are orthogonal on [0, 1], with squares that integrate to 1/(2k + 1)", () => {
  const nodes = 20_000;
  for (let j = 0; j <= 5; j++)
    for (let k = 0; k <= j; k++) {
      let integral = 0;
      for (let node = 0; node < nodes; node++) {
        const values = legendreAt((node + 0.5) / nodes, 5);
        integral += (values[j] * values[k]) / nodes;
      }
      expect(integral).toBeCloseTo(j === k ? 1 / (2 * k + 1) : 0, 7);
    }
});
