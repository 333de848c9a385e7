import { expect, it } from "vitest";
import { FailureError } from "../failure.ts";
import type { StrategySettings } from "../prune/trail.ts";
import { strategySettings } from "./strategy-reader.ts";

const before: StrategySettings = {
  strategy: "iterated-building",
  target: 51,
  stepUnits: 5,
  index: { kind: "biased-banzhaf", bias: 0.225 },
  roundEvaluations: 900,
  stepEvaluations: 32,
};

it("reads settings of before as they are", () => {
  expect(strategySettings(before, "settings")).toEqual(before);
});

it.each([{ kind: "units" }, { kind: "macs", most: 208_000 }, { kind: "accuracy", fall: 0.02 }] as const)(
  "reads everything that a run goes by, with its goal $kind",
  (goal) => {
    const settings: StrategySettings = {
      ...before,
      strategy: "taylor",
      scope: "layer-wise",
      goal,
      rules: [{ group: "conv1", least: 2, most: 4, multiple: 2, whole: false, keep: [1], drop: [0] }],
      stepShare: 0.2,
      normalised: true,
      swapEvaluations: 100,
    };
    expect(strategySettings(JSON.parse(JSON.stringify(settings)), "settings")).toEqual(settings);
  },
);

it.each([
  { ...before, strategy: "magic" },
  { ...before, goal: { kind: "macs" } },
  { ...before, goal: { kind: "accuracy", fall: "0.1" } },
  { ...before, rules: [{ least: 1 }] },
])("refuses what makes no sense (%#)", (settings) => {
  expect(() => strategySettings(settings, "settings")).toThrow(FailureError);
});
