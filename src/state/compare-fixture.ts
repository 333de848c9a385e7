import type { CompareSpec, Comparison, Latency, LatencySpec } from "../jobs/compare-contract.ts";

const examples = 100;
const inputShape = [8, 8, 1];

const score = (value: number, of: number) => ({
  value,
  interval: [Math.max(0, value - 0.06), Math.min(1, value + 0.04)] as const,
  examples: of,
});

/** Right on the first `count` examples. */
const rightOn = (count: number) => Uint8Array.from({ length: examples }, (_, place) => (place < count ? 1 : 0));

const reliability = (error: number) => ({
  error,
  interval: [error / 2, 2 * error] as const,
  bins: [
    { from: 0, to: 0.5, examples: 0, confidence: 0, accuracy: 0 },
    { from: 0.5, to: 1, examples, confidence: 0.9, accuracy: 0.9 - error },
  ],
});

/** For tests: units kept decide how many of 100 examples are right, ten of which the full network loses; repair wins six back. */
export const comparedBy = ({ part, selection, repaired }: CompareSpec): Comparison[] => {
  const size = selection.reduce((sum, kept) => sum + kept, 0);
  const kept = 40 + 4 * size + (repaired ? 6 : 0);
  const cost = { parameters: 80 * size, macs: 400 * size, bytes: 320 * size };
  const begun: Comparison = {
    stage: "Measuring the pruned network",
    part,
    examples,
    inputShape,
    full: null,
    pruned: null,
    cost,
    size,
    right: { full: new Uint8Array(0), pruned: new Uint8Array(0) },
    paired: null,
    classes: [],
    reliability: null,
    flipped: { lost: 0, won: 0, other: 0 },
    flips: [],
  };
  const lost = 96 - kept;
  const done: Comparison = {
    ...begun,
    stage: "Done",
    full: score(0.96, examples),
    pruned: score(kept / 100, examples),
    right: { full: rightOn(96), pruned: rightOn(kept) },
    classes: [0, 1, 2].map((label) => ({
      label,
      examples: 33,
      full: score(0.96, 33),
      pruned: score(kept / 100 - 0.1 * label, 33),
    })),
    reliability: { full: reliability(0.02), pruned: reliability(0.08) },
    flipped: { lost, won: 1, other: 0 },
    flips: [
      {
        example: 3,
        row: 203,
        kind: "lost",
        label: 1,
        full: { vote: 1, probability: 0.98 },
        pruned: { vote: 2, probability: 0.61 },
        input: Float32Array.from({ length: 64 }, (_, place) => place),
      },
      {
        example: 5,
        row: 205,
        kind: "won",
        label: 0,
        full: { vote: -1, probability: 0.4 },
        pruned: { vote: 0, probability: 0.7 },
        input: new Float32Array(64),
      },
    ],
  };
  return [begun, done];
};

/** For tests: a unit of twelve takes a millisecond. */
export const timedBy = ({ batch, rounds, selection }: LatencySpec): Latency[] => {
  const size = selection.reduce((sum, kept) => sum + kept, 0);
  const pass = (median: number) => ({ median, quartiles: [0.9 * median, 1.2 * median] as const });
  return [
    {
      stage: "Done",
      batch,
      rounds,
      backend: "wasm",
      adapter: "wasm, SIMD",
      passesATime: 1,
      done: rounds,
      times: { full: new Float64Array(rounds).fill(12), pruned: new Float64Array(rounds).fill(size) },
      full: pass(12),
      pruned: pass(size),
      ratio: { value: size / 12, interval: [size / 12 - 0.02, size / 12 + 0.02] },
    },
  ];
};
