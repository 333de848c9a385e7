import { expect, it } from "vitest";
import { surenessOf } from "./sureness.ts";

const outputs = { rows: 1, examples: 2 };

it("is the larger of p and 1 - p of a sigmoid", () => {
  const sure = surenessOf({ ...outputs, width: 1, kind: "binary", values: Float32Array.of(0.2, 0.7) });
  expect(sure[0]).toBeCloseTo(0.8, 6);
  expect(sure[1]).toBeCloseTo(0.7, 6);
});

it("says the same of probabilities, of their logarithms and of logits behind any shift", () => {
  const probabilities = [0.1, 0.6, 0.3, 0.5, 0.25, 0.25];
  const logs = probabilities.map(Math.log);
  const kinds = {
    probabilities,
    "log-probabilities": logs,
    logits: logs.map((log, k) => log + (k < 3 ? 90 : -7)),
  };
  for (const kind of ["probabilities", "log-probabilities", "logits"] as const) {
    const sure = surenessOf({ ...outputs, width: 3, kind, values: Float32Array.from(kinds[kind]) });
    expect(sure[0]).toBeCloseTo(0.6, 5);
    expect(sure[1]).toBeCloseTo(0.5, 5);
  }
});
