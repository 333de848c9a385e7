import { expect, it } from "vitest";
import type { Run } from "../../state/run.ts";
import { runWords } from "./run-words.ts";

const run: Run<"estimate"> = {
  id: "estimate-1",
  kind: "estimate",
  name: "Power estimate",
  spec: {
    seed: 1,
    index: { kind: "banzhaf" },
    payoff: "accuracy",
    estimator: "default",
    stop: { kind: "evaluations", evaluations: 2260 },
    stepEvaluations: 64,
    priorMasks: 50,
    count: 51,
  },
  status: "running",
  answer: null,
  progress: { done: 1204, total: 2260, unit: "evaluations" },
  startedAt: 0,
  elapsed: 14,
  secondsLeft: 12.3,
  failure: null,
};

it("says how far a run is and how long it will take", () => {
  expect(runWords(run)).toBe("1,204 of 2,260 evaluations · about 12 s left");
  expect(runWords({ ...run, perSecond: 212.4 })).toBe("1,204 of 2,260 evaluations · 212 a second · about 12 s left");
  const settles = { ...run, progress: { done: 1204, total: 2260, unit: "evaluations", atMost: true } } as const;
  expect(runWords(settles)).toBe("1,204 of 2,260 evaluations · up to 12 s left");
  expect(runWords({ ...run, secondsLeft: 2.44 })).toBe("1,204 of 2,260 evaluations · about 2.4 s left");
  expect(runWords({ ...run, secondsLeft: 0.4 })).toBe("1,204 of 2,260 evaluations · less than a second left");
  expect(runWords({ ...run, secondsLeft: null })).toBe("1,204 of 2,260 evaluations");
  expect(runWords({ ...run, progress: null })).toBe("Starting…");
});

it("says how it ended", () => {
  expect(runWords({ ...run, status: "paused" })).toBe("Paused at 1,204 of 2,260 evaluations");
  expect(runWords({ ...run, status: "done" })).toBe("Finished: 1,204 coalitions, 86 a second, 14 s");
  expect(runWords({ ...run, status: "done", examples: 500 })).toBe(
    "Finished: 1,204 coalitions of 500 examples, 86 a second, 14 s",
  );
  expect(runWords({ ...run, status: "cancelled" })).toContain("what was found until then is shown");
});

it("counts a sweep's masks as the coalitions that they are, and what plays none in its own units", () => {
  const sweep = {
    ...run,
    kind: "sweep",
    spec: { seed: 1, stepEvaluations: 64, settings: { fractions: [0.25, 0.5, 0.75, 1], masks: 40 } },
    progress: { done: 40, total: 40, unit: "masks" },
    examples: 500,
    perSecond: 2.1,
  } as unknown as Run;
  expect(runWords(sweep)).toBe("40 of 40 masks · 8.4 coalitions a second · about 12 s left");
  expect(runWords({ ...sweep, status: "done" })).toBe("Finished: 160 coalitions of 500 examples, 11 a second, 14 s");
  const tuned = { ...run, kind: "repair", progress: { done: 320, total: 320, unit: "batches" } } as Run;
  expect(runWords({ ...tuned, status: "done" })).toBe("Finished: 320 batches in 14 s");
});
