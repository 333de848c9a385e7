import { expect, it } from "vitest";
import type { Estimation } from "../jobs/contract.ts";
import { withLook } from "./history.ts";
import { estimated } from "./lab-fixtures.ts";

const at = (evaluations: number): Estimation => ({ ...estimated, evaluations });
const walk = (steps: number, by: number) =>
  Array.from({ length: steps }, (_, step) => at((step + 1) * by)).reduce<readonly Estimation[]>(withLook, []);

it("keeps a few dozen looks of a thousand, ever wider apart, with the first and the latest", () => {
  const history = walk(1000, 64);
  expect(history.length).toBeGreaterThan(30);
  expect(history.length).toBeLessThanOrEqual(60);
  expect(history[0]?.evaluations).toBe(64);
  expect(history.at(-1)?.evaluations).toBe(64_000);
  const gaps = history.slice(1, -1).map((look, place) => look.evaluations / (history[place]?.evaluations ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1.1);
});

it("counts neither the first ranking nor the same look twice", () => {
  expect(withLook([], { ...at(50), estimator: "gradient-prior" })).toEqual([]);
  const once = withLook([], at(64));
  expect(withLook(once, once[0] ?? null)).toBe(once);
  expect(withLook(once, null)).toBe(once);
});
