import { expect, it } from "vitest";
import { plainPairing } from "../dataset/pairing.ts";
import { compareFigures, onSameBackend, toleranceSentence } from "./compare-figures.ts";
import type { RunRecord } from "./run-record.ts";

const of = (value: number, examples = 400) => ({ value, interval: [value - 0.02, value + 0.02], examples }) as const;
const record: RunRecord = {
  format: "quorum-run",
  version: 2,
  created: "2026-01-02T03:04:05.000Z",
  app: "0.1.0",
  model: { name: "lenet.json", hash: "ab12" },
  dataset: { name: "digits.csv", hash: "cd34" },
  split: { seed: 7, calibration: 500, validation: 300, test: 400, how: "By seed 7." },
  pairing: plainPairing,
  backend: { name: "wasm", adapter: "wasm, SIMD" },
  sweep: { seed: 8, settings: { fractions: [0.5, 1], masks: 50, rescaled: true, statistic: "vote-disagreement" } },
  estimate: { seed: 9, index: { kind: "shapley" }, payoff: "accuracy", evaluations: 2000 },
  prune: null,
  repair: [
    {
      seed: 1,
      settings: { kind: "refit", penalty: 0.001 },
      examples: 500,
      calibration: 500,
      before: of(0.9),
      after: of(0.93),
    },
  ],
  figures: {
    full: of(0.98),
    critical: { statistic: "vote-disagreement", fraction: 0.24, interval: [0.16, 0.34], clear: true },
    trail: [
      { size: 20, accuracy: 0.8, evaluations: 4000 },
      { size: 50, accuracy: 0.9, evaluations: 9000 },
    ],
    chosen: {
      size: 50,
      accuracy: 0.9,
      evaluations: 9000,
      plan: { keep: [{ group: "conv1", units: [0, 3, 4] }] },
    },
    test: of(0.91),
    cost: {
      before: { parameters: 61706, macs: 416520, bytes: 246824 },
      after: { parameters: 5000, macs: 70000, bytes: 20000 },
    },
    verification: null,
  },
};
const other: RunRecord = { ...record, backend: { name: "webgpu", adapter: "an adapter" } };
const withTest = (from: RunRecord, value: number): RunRecord => ({
  ...from,
  figures: { ...from.figures, test: of(value) },
});
const row = (recorded: RunRecord, now: RunRecord, name: string) => {
  const found = compareFigures(recorded, now).find((figure) => figure.name.startsWith(name));
  if (found === undefined) throw new Error(`no row ${name}`);
  return found;
};

it("a record agrees with itself in every figure", () => {
  const rows = compareFigures(record, record);
  expect(rows).toHaveLength(15);
  for (const { difference, tolerance, within } of rows) expect([difference, tolerance, within]).toEqual([0, 0, true]);
});

it("on the same backend a figure that is off by the last digit is outside", () => {
  expect(row(record, withTest(record, 0.91 + 1e-15), "Chosen network, test")).toMatchObject({ within: false });
  expect(toleranceSentence(record, record)).toContain("equal to the last digit");
});

it("on another backend one example, or half a percent of them, may fall otherwise", () => {
  expect(onSameBackend(record, other)).toBe(false);
  expect(toleranceSentence(record, other)).toContain("on webgpu (an adapter)");
  expect(row(record, withTest(other, 0.912), "Chosen network, test")).toMatchObject({ within: true });
  expect(row(record, withTest(other, 0.915), "Chosen network, test")).toMatchObject({ within: true });
  expect(row(record, withTest(other, 0.917), "Chosen network, test")).toMatchObject({ within: false });
  const few = (from: RunRecord, value: number): RunRecord => ({
    ...from,
    figures: { ...from.figures, test: of(value, 50) },
  });
  expect(row(few(record, 0.9), few(other, 0.92), "Chosen network, test")).toMatchObject({ within: true });
});

it("units are compared one by one, and sizes that one side lacks are counted", () => {
  const chosen = { ...record.figures.chosen!, plan: { keep: [{ group: "conv1", units: [0, 3, 5] }] } };
  const swapped: RunRecord = {
    ...record,
    figures: { ...record.figures, chosen, trail: record.figures.trail.slice(1) },
  };
  expect(row(record, swapped, "Units kept")).toMatchObject({ recorded: 3, now: 3, difference: 2, within: false });
  expect(row(record, swapped, "Sizes passed")).toMatchObject({ recorded: 2, now: 1, difference: 1, within: false });
});

it("the trail is told by the size at which it differs most", () => {
  const trail = [
    { size: 20, accuracy: 0.81, evaluations: 4000 },
    { size: 50, accuracy: 0.9, evaluations: 9000 },
  ];
  const now: RunRecord = { ...record, figures: { ...record.figures, trail } };
  const found = row(record, now, "Validation figure where it differs most, 20 units");
  expect(found.difference).toBeCloseTo(0.01, 12);
  expect(found.within).toBe(false);
});

it("what only one side has is outside, and what neither has is left out", () => {
  const nothing: RunRecord = {
    ...record,
    estimate: null,
    repair: [],
    figures: { full: null, critical: null, trail: [], chosen: null, test: null, cost: null, verification: null },
  };
  expect(compareFigures(nothing, nothing)).toEqual([]);
  const rows = compareFigures(record, nothing);
  expect(rows.length).toBeGreaterThan(9);
  for (const { now, within } of rows.filter(({ name }) => !name.startsWith("Sizes"))) {
    expect(now).toBeNull();
    expect(within).toBe(false);
  }
});
