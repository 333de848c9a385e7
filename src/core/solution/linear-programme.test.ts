import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { type LinearProgramme, minimise } from "./linear-programme.ts";

const programme = (objective: number[], constraints: number[][]): LinearProgramme => ({
  dimension: objective.length,
  rows: Float64Array.from(constraints.flatMap((row) => row.slice(0, -1))),
  bounds: Float64Array.from(constraints, (row) => row.at(-1)!),
  objective: Float64Array.from(objective),
});
const optimum = (of: LinearProgramme) => {
  const found = minimise(of);
  if (typeof found === "string") throw new Error(found);
  return found;
};

test("the corner of a small polygon is found", () => {
  // minimise -3a - 2b with a, b >= 0, a + b <= 4, a + 3b <= 8, a <= 3
  const { point, value, multipliers } = optimum(
    programme(
      [-3, -2],
      [
        [1, 0, 0],
        [0, 1, 0],
        [-1, -1, -4],
        [-1, -3, -8],
        [-1, 0, -3],
      ],
    ),
  );
  expect([...point]).toEqual([3, 1]);
  expect(value).toBe(-11);
  expect([...multipliers]).toEqual([0, 0, 2, 0, 1]);
});

test("contradictions and endless descent are told apart", () => {
  expect(
    minimise(
      programme(
        [1],
        [
          [1, 2],
          [-1, -1],
        ],
      ),
    ),
  ).toBe("infeasible");
  expect(minimise(programme([1, 0], [[0, 1, 0]]))).toBe("unbounded");
  expect(minimise(programme([-1], [[1, 0]]))).toBe("unbounded");
});

test("Beale's cycling programme ends at its optimum", () => {
  // Beale 1955 in the form max b.m, written as its dual
  const found = optimum(
    programme(
      [0, 0, 1],
      [
        [0.25, 0.5, 0, 0.75],
        [-60, -90, 0, -150],
        [-0.04, -0.02, 1, 0.02],
        [9, 3, 0, -6],
        [1, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
      ],
    ),
  );
  expect(found.value).toBeCloseTo(0.05, 12);
});

test("on random programmes the point is feasible, the multipliers are too, and both give the same value", () => {
  const random = seededRandom(1);
  for (let trial = 0; trial < 200; trial++) {
    const m = 1 + random.integer(6);
    const count = 3 * m + random.integer(40);
    const ties = trial % 2 === 0;
    const draw = () => (ties ? random.integer(3) - 1 : 2 * random.uniform() - 1);
    const rows = Float64Array.from({ length: count * m }, draw);
    const inside = Float64Array.from({ length: m }, draw);
    const positive = Float64Array.from({ length: count }, () => random.integer(2) * random.uniform());
    const at = (y: Float64Array, row: number) => y.reduce((sum, v, i) => sum + v * rows[row * m + i]!, 0);
    // feasible on both sides by construction
    const bounds = Float64Array.from({ length: count }, (_, row) => at(inside, row) - random.integer(2));
    const objective = Float64Array.from({ length: m }, (_, i) =>
      positive.reduce((sum, weight, row) => sum + weight * rows[row * m + i]!, 0),
    );
    const { point, value, multipliers } = optimum({ dimension: m, rows, bounds, objective });
    let dual = 0;
    multipliers.forEach((multiplier, row) => {
      expect(at(point, row)).toBeGreaterThan(bounds[row]! - 1e-8);
      expect(multiplier).toBeGreaterThanOrEqual(0);
      dual += multiplier * bounds[row]!;
    });
    objective.forEach((weight, i) => {
      expect(multipliers.reduce((sum, l, row) => sum + l * rows[row * m + i]!, 0)).toBeCloseTo(weight, 8);
    });
    expect(dual).toBeCloseTo(value, 8);
  }
});
