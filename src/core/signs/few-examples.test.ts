import { expect, test } from "vitest";
import { wilsonInterval } from "../stats/wilson-interval.ts";
import { fewExamples } from "./few-examples.ts";

const figure = (value: number, examples: number) => ({
  value,
  interval: wilsonInterval(Math.round(value * examples), examples),
  examples,
});

test("small parts are named with what their figures are good for", () => {
  const sign = fewExamples({ validation: figure(0.95, 2000), test: figure(0.95, 60) });
  expect(sign?.sentence).toMatch(
    /few examples: test figures \(60 examples\) to about 6\.\d percentage points either way/,
  );
  expect(sign?.sentence).not.toContain("validation");
  expect(sign?.severity).toBe("notice");
});

test("a dozen examples are a warning, thousands are none, and nothing is said before the network was measured", () => {
  expect(fewExamples({ validation: figure(0.9, 12), test: figure(0.9, 500) })?.severity).toBe("warning");
  expect(fewExamples({ validation: figure(0.98, 1000), test: figure(0.98, 10_000) })).toBeNull();
  expect(fewExamples(null)).toBeNull();
});
