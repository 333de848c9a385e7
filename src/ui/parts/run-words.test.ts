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
  expect(runWords({ ...run, secondsLeft: null })).toBe("1,204 of 2,260 evaluations");
  expect(runWords({ ...run, progress: null })).toBe("Starting…");
});

it("says how it ended", () => {
  expect(runWords({ ...run, status: "paused" })).toBe("Paused at 1,204 of 2,260 evaluations");
  expect(runWords({ ...run, status: "done" })).toBe("Finished: 1,204 evaluations in 14 s");
  expect(runWords({ ...run, status: "cancelled" })).toContain("what was found until then is shown");
});
