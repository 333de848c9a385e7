import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { seededRandom } from "../random/random-source.ts";
import { drawBernoulli, samplingBias } from "./bernoulli-coalitions.ts";

test("players join as often as the bias says, independently of each other", () => {
  const random = seededRandom(1);
  const rows = 20_000;
  const row = new Uint8Array(3);
  const counts = new Float64Array(3);
  let both = 0;
  for (let k = 0; k < rows; k++) {
    drawBernoulli(row, 0.225, random);
    for (let i = 0; i < 3; i++) counts[i] += row[i];
    both += row[0] * row[1];
  }
  const tolerance = (share: number) => 4 * Math.sqrt((share * (1 - share)) / rows);
  for (const count of counts) expect(Math.abs(count / rows - 0.225)).toBeLessThan(tolerance(0.225));
  expect(Math.abs(both / rows - 0.225 ** 2)).toBeLessThan(tolerance(0.225 ** 2));
});

test("an index without a bias to sample with is refused", () => {
  expect(samplingBias({ kind: "banzhaf" })).toBe(0.5);
  expect(() => samplingBias({ kind: "shapley" })).toThrow(FailureError);
  for (const bias of [0, 1]) expect(() => samplingBias({ kind: "biased-banzhaf", bias })).toThrow(FailureError);
});
