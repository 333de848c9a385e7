import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { inverted } from "./invert.ts";

test("a matrix times its inverse is the identity, with zeros on the diagonal too", () => {
  const random = seededRandom(4);
  for (const n of [1, 2, 5, 13]) {
    const matrix = Float64Array.from({ length: n * n }, (_, at) =>
      n > 1 && at % (n + 1) === 0 ? 0 : random.uniform(),
    );
    const inverse = inverted(matrix, n)!;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += matrix[i * n + k]! * inverse[k * n + j]!;
        expect(sum).toBeCloseTo(i === j ? 1 : 0, 10);
      }
  }
});

test("a singular matrix has none", () => {
  expect(inverted(Float64Array.of(1, 2, 2, 4), 2)).toBeNull();
  expect(inverted(new Float64Array(4), 2)).toBeNull();
});
