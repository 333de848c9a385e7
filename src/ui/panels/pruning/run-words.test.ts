import { expect, it } from "vitest";
import type { StrategySettings } from "../../../core/prune/trail.ts";
import { runInWords, spentInWords, standingInWords } from "./run-words.ts";

const settings: StrategySettings = {
  strategy: "iterated-building",
  target: 51,
  stepUnits: 8,
  index: { kind: "biased-banzhaf", bias: 0.225 },
  roundEvaluations: 900,
  stepEvaluations: 64,
};

it("says what ranks a run's units, what ends it, and how many layers have rules", () => {
  expect(runInWords(settings)).toBe("biased Banzhaf at the round's rate for d = 0.225");
  expect(runInWords({ ...settings, strategy: "taylor" })).toBe("");
  const half = { kind: "macs", most: 208_000 } as const;
  expect(runInWords({ ...settings, strategy: "greedy-elimination", goal: half, rules: [{ group: "conv1" }] })).toBe(
    "every unit tried · to 208,000 MACs · rules for 1 layer",
  );
  expect(runInWords({ ...settings, strategy: "apoz", goal: { kind: "accuracy", fall: 0.02 } })).toBe(
    "until 0.020 below the full network on validation examples",
  );
});

it("says what a figure took, and of a mean that it is one", () => {
  const point = { size: 51, selection: new Uint8Array(0), accuracy: 0.9, interval: [0.8, 1], evaluations: 1 } as const;
  expect(standingInWords(point)).toBe("0.900 on validation examples at 51 units, after 1 evaluation");
  expect(standingInWords({ ...point, draws: 20 })).toBe("0.900 on validation examples at 51 units, mean of 20 draws");
  expect(standingInWords({ ...point, evaluations: 0 })).toBe(
    "0.900 on validation examples at 51 units, from the weights alone",
  );
});

it("what was chosen for a refit says what the refitted network gets", () => {
  const point = { evaluations: 1200, afterRefit: { accuracy: 0.976, interval: [0.968, 0.982] } } as const;
  expect(spentInWords(point)).toBe("after 1,200 evaluations; 0.976 (0.968 to 0.982) once refitted");
});
