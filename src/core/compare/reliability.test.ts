import { expect, it } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { reliabilityOf } from "./reliability.ts";

const random = () => seededRandom(1, "interval");

it("averages |accuracy - confidence| over the bins by their examples", () => {
  // bin 0.8..0.9: three examples, two right, mean 0.85; bin 0.5..0.6: one, right, 0.55
  const found = reliabilityOf([0.84, 0.85, 0.86, 0.55], Uint8Array.of(1, 1, 0, 1), random(), 10);
  expect(found?.error).toBeCloseTo((3 * (0.85 - 2 / 3) + 0.45) / 4, 12);
  expect(found?.bins.length).toBe(10);
  expect(found?.bins[8]).toMatchObject({ examples: 3, accuracy: 2 / 3 });
  expect(found?.bins[8]?.confidence).toBeCloseTo(0.85, 12);
  expect(found?.bins[2]).toEqual({ from: 0.2, to: 0.3, examples: 0, confidence: 0, accuracy: 0 });
});

it("puts certainty into the last bin and calls certain right answers calibrated", () => {
  const found = reliabilityOf([1, 1, 1], Uint8Array.of(1, 1, 1), random());
  expect(found?.error).toBe(0);
  expect(found?.bins.at(-1)?.examples).toBe(3);
  expect(found?.interval[0]).toBe(0);
});

it("is half for a network that is always certain and half the time wrong, with an interval around it", () => {
  const right = Uint8Array.from({ length: 400 }, (_, k) => k % 2);
  const found = reliabilityOf(new Float32Array(400).fill(1), right, random());
  expect(found?.error).toBeCloseTo(0.5, 12);
  // a single bin: about 1.96 standard errors of a share of one half
  expect(found?.interval[0]).toSatisfy((low: number) => Math.abs(low - 0.451) < 0.01);
  expect(found?.interval[1]).toSatisfy((high: number) => Math.abs(high - 0.549) < 0.01);
});

it("lets gaps on both sides of the diagonal not cancel between bins", () => {
  const right = Uint8Array.from({ length: 20 }, (_, k) => (k < 10 ? 1 : 0));
  const confidence = Array.from({ length: 20 }, (_, k) => (k < 10 ? 0.95 : 0.05));
  expect(reliabilityOf(confidence, right, random())?.error).toBeCloseTo(0.05, 12);
  const wrong = right.map((one) => 1 - one);
  expect(reliabilityOf(confidence, wrong, random())?.error).toBeCloseTo(0.95, 12);
});

it("knows nothing of no examples, nor of numbers that are no probabilities", () => {
  expect(reliabilityOf([], new Uint8Array(0), random())).toBeNull();
  expect(reliabilityOf([0.5, Number.NaN], Uint8Array.of(1, 1), random())).toBeNull();
  expect(reliabilityOf([0.5, 3], Uint8Array.of(1, 1), random())).toBeNull();
  expect(reliabilityOf([1.00001], Uint8Array.of(1), random())?.bins.at(-1)?.examples).toBe(1);
});

it("holds the true error in about 95 of 100 draws, also that of a perfectly calibrated network", () => {
  const draws = seededRandom(11, "examples");
  const trials = 100;
  for (const shift of [0, 0.08]) {
    let held = 0;
    for (let trial = 0; trial < trials; trial++) {
      const confidence = Float64Array.from({ length: 400 }, () => 1 - 0.8 * draws.uniform() ** 2);
      const right = confidence.map((sure) => (draws.uniform() < sure - shift ? 1 : 0));
      const found = reliabilityOf(confidence, Uint8Array.from(right), seededRandom(trial, "interval"));
      const [low, high] = found?.interval ?? [1, 0];
      expect(low).toBeLessThanOrEqual(found?.error ?? 0);
      expect(high).toBeGreaterThanOrEqual(found?.error ?? 1);
      if (low <= shift && shift <= high) held += 1;
    }
    expect(held / trials).toBeGreaterThan(0.88);
  }
});
