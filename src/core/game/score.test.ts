import { describe, expect, it } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import type { Outputs } from "./evaluator.ts";
import { scoresOf } from "./score.ts";

const outputs = (rows: number, examples: number, width: number, values: number[]): Outputs => ({
  rows,
  examples,
  width,
  kind: "logits",
  values: Float32Array.from(values),
});

describe("the score of a row", () => {
  it("is the share of right votes with its Wilson interval where there are classes", () => {
    const labels = Int32Array.of(0, 1, 1, 0);
    const [good, bad] = scoresOf(outputs(2, 4, 2, [1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1]), {
      kind: "classes",
      labels,
    });
    expect([good.value, bad.value]).toEqual([1, 0.25]);
    expect(good.interval[0]).toBeCloseTo(0.5101, 3);
    expect(good.examples).toBe(4);
  });

  it("is the explained variance where there are numbers, its interval about as wide as theory says", () => {
    const random = seededRandom(1);
    const count = 400;
    const targets = Float32Array.from({ length: count }, () => random.uniform());
    const noisy = Array.from(targets, (y) => y + 0.3 * (random.uniform() - 0.5));
    const [perfect, fair] = scoresOf(outputs(2, count, 1, [...targets, ...noisy]), {
      kind: "values",
      targets,
      width: 1,
    });
    expect(perfect.value).toBe(1);
    expect(perfect.interval).toEqual([1, 1]);
    expect(fair.value).toBeCloseTo(1 - 0.09, 1);
    expect(fair.interval[0]).toBeLessThan(fair.value);
    expect(fair.interval[1]).toBeGreaterThan(fair.value);
    expect(fair.interval[1] - fair.interval[0]).toBeLessThan(0.05);
  });
});
