import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { wilsonInterval } from "../stats/wilson-interval.ts";
import { betterWhereRanked, type FullOnParts, seenInTraining } from "./seen-in-training.ts";

const figure = (right: number, examples: number) => ({
  value: right / examples,
  interval: wilsonInterval(right, examples),
  examples,
});
const full = (calibration: number, validation: number, tested: number): FullOnParts => ({
  accuracy: {
    calibration: figure(calibration, 500),
    validation: figure(validation, 1000),
    test: figure(tested, 10_000),
  },
  likelihood: null,
});
/** As a LeNet-5 does that was trained on the training file. */
const memorised = full(500, 999, 9900);
const even = full(495, 990, 9900);
const nats = (mean: number, standardError: number, examples: number) => ({ mean, standardError, examples });

test("a network that knows the ranking examples by heart is better on them beyond chance", () => {
  const found = betterWhereRanked(memorised);
  expect(found).toMatchObject({ by: "accuracy", rankedExamples: 1500, testExamples: 10_000 });
  expect(found?.z).toBeGreaterThan(3);
  expect(betterWhereRanked(even)).toBeNull();
  expect(betterWhereRanked(full(480, 960, 9900))).toBeNull();
});

test("the likelihood tells what the votes do not", () => {
  const likelihood = {
    calibration: nats(-0.005, 0.002, 500),
    validation: nats(-0.006, 0.001, 1000),
    test: nats(-0.035, 0.003, 10_000),
  };
  const found = betterWhereRanked({ ...even, likelihood });
  expect(found?.by).toBe("log-likelihood");
  expect(found?.z).toBeCloseTo(0.02933 / Math.hypot(0.000943, 0.003), 1);
});

test("examples of one kind raise a false alarm about once in a hundred", () => {
  const random = seededRandom(5);
  const right = (examples: number) => {
    let count = 0;
    for (let i = 0; i < examples; i++) if (random.uniform() < 0.9) count++;
    return count;
  };
  let alarms = 0;
  for (let round = 0; round < 600; round++) {
    const parts = { calibration: figure(right(100), 100), validation: figure(right(100), 100) };
    if (betterWhereRanked({ accuracy: { ...parts, test: figure(right(300), 300) }, likelihood: null })) alarms++;
  }
  expect(alarms).toBeLessThan(12);
});

test("validation figures from training files are probably too good, surely so where the person says it", () => {
  const unknown = seenInTraining("unknown", "training-files", even);
  expect(unknown?.sentence).toMatch(/probably trained on, so validation figures are probably too good/);
  expect(unknown?.severity).toBe("notice");
  const sure = seenInTraining("training-files", "training-files", even);
  expect(sure?.sentence).toMatch(/validation figures are too good/);
  expect(sure?.advice).toMatch(/Take calibration and validation from the test files/);
  expect(sure?.severity).toBe("warning");
});

test("a difference beyond chance is a warning whatever the person says", () => {
  for (const answer of ["unknown", "training-files", "none"] as const) {
    const sign = seenInTraining(answer, "training-files", memorised);
    expect(sign?.sentence).toMatch(/99\.9 % on the 1,500 examples that rank and choose and 99\.0 % on the 10,000 test/);
    expect(sign?.severity).toBe("warning");
  }
  expect(seenInTraining("none", "training-files", even)).toBeNull();
});

test("parts of the test files are free of it, unless training saw everything", () => {
  expect(seenInTraining("unknown", "test-files", memorised)).toBeNull();
  expect(seenInTraining("training-files", "test-files", null)).toBeNull();
  expect(seenInTraining("all", "test-files", null)?.severity).toBe("warning");
});

test("without a test part of the files all three parts may have been seen, and no difference can show it", () => {
  expect(seenInTraining("unknown", null, memorised)?.severity).toBe("notice");
  expect(seenInTraining("training-files", null, memorised)?.sentence).toMatch(
    /calibration, validation and test figures/,
  );
  expect(seenInTraining("none", null, memorised)).toBeNull();
});
