import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { smoothCurve } from "./smooth-curve.ts";

const places = Array.from({ length: 400 }, (_, k) => (k + 0.5) / 400);

test("a polynomial of the degree is found again", () => {
  const of = (x: number) => 3 - 2 * x + 5 * x ** 4;
  const curve = smoothCurve(places, places.map(of), 5);
  for (const x of [0, 0.3, 0.77, 1]) expect(curve(x)).toBeCloseTo(of(x), 4);
});

test("noise is averaged out of a steep rise", () => {
  const random = seededRandom(1);
  const of = (x: number) => 1 / (1 + Math.exp(-15 * (x - 0.4)));
  const curve = smoothCurve(
    places,
    places.map((x) => of(x) + 0.3 * (random.uniform() - 0.5)),
    8,
  );
  for (const x of [0.1, 0.3, 0.5, 0.8]) expect(Math.abs(curve(x) - of(x))).toBeLessThan(0.06);
});

test("few points give a flatter curve, and points at one place their mean there", () => {
  expect(smoothCurve([0.1, 0.9], [1, 3], 8)(0.5)).toBeCloseTo(2, 5);
  expect(
    smoothCurve(new Array(100).fill(0.4), [...new Array(50).fill(1), ...new Array(50).fill(2)], 4)(0.4),
  ).toBeCloseTo(1.5, 4);
});
