import { expect, it } from "vitest";
import { FailureError } from "../failure.ts";
import { comparisons, latencies, type RecordedComparison, type RecordedLatency } from "./comparison-reader.ts";

const accuracy = { value: 0.9, interval: [0.85, 0.94], examples: 500 } as const;
const error = { error: 0.02, interval: [0, 0.04] } as const;
const comparison: RecordedComparison = {
  part: "test",
  accuracy: { full: accuracy, pruned: accuracy },
  flipped: { lost: 12, won: 3, other: 4 },
  paired: { difference: -0.018, interval: [-0.03, -0.002], midP: 0.02 },
  calibration: { full: error, pruned: error },
};
const time = { median: 2.5, quartiles: [2.4, 2.9] } as const;
const latency: RecordedLatency = {
  backend: { name: "webgpu", adapter: "an adapter" },
  batch: 32,
  rounds: 30,
  time: { full: time, pruned: time },
  ratio: { value: 0.5, interval: [0.45, 0.6] },
};

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

function failureOn(read: () => unknown) {
  try {
    read();
  } catch (thrown) {
    if (thrown instanceof FailureError) return thrown.failure;
  }
  throw new Error("expected a FailureError");
}

it("reads comparisons and times as they were written", () => {
  const regression = { ...comparison, part: "validation", paired: null, calibration: null } as const;
  const written = [regression, comparison];
  expect(comparisons(plain(written), "figures.comparisons")).toStrictEqual(written);
  const few = { ...latency, rounds: 3, ratio: { value: 0.5, interval: null } };
  expect(latencies(plain([latency, few]), "figures.latencies")).toStrictEqual([latency, few]);
});

it("drops what it does not know", () => {
  expect(comparisons(plain([{ ...comparison, later: 1 }]), "")).toStrictEqual([comparison]);
});

it("names the place of a value that is wrong or missing", () => {
  expect(failureOn(() => comparisons([{ ...comparison, part: "calibration" }], "figures.comparisons"))).toMatchObject({
    kind: "file-damaged",
    where: "figures.comparisons[0].part",
  });
  const { flipped, ...incomplete } = comparison;
  expect(failureOn(() => comparisons([comparison, incomplete], "c"))).toMatchObject({
    kind: "file-incomplete",
    where: "c[1].flipped",
  });
  expect(flipped.lost).toBe(12);
  const crooked = { ...latency, time: { full: time, pruned: { ...time, quartiles: [1] } } };
  expect(failureOn(() => latencies([crooked], "l"))).toMatchObject({ where: "l[0].time.pruned.quartiles" });
});
