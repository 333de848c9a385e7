import { expect, it } from "vitest";
import { courseOf, secondsOfCost } from "./course.ts";

it("puts parts of different units on one scale", () => {
  const at = courseOf([2, 6, 0]);
  expect(at(0, { done: 20, total: 50, unit: "masks" }).foreseen).toEqual({ part: 0, share: 0.4, seconds: 2, later: 6 });
  expect(at(0, { done: 25, total: 50, unit: "masks" }).cost).toEqual({ done: 1, total: 8 });
  expect(at(1, { done: 500, total: 1000, unit: "evaluations", atMost: true })).toEqual({
    done: 500,
    total: 1000,
    unit: "evaluations",
    atMost: true,
    cost: { done: 5, total: 8 },
    foreseen: { part: 1, share: 0.5, seconds: 6, later: 0 },
  });
  expect(at(2, { done: 3, total: 20, unit: "resamples" }).cost).toEqual({ done: 8, total: 8 });
});

it("takes a part by its own cost where it says one", () => {
  const progress = { done: 1, total: 100, unit: "evaluations", cost: { done: 3, total: 4 } } as const;
  expect(courseOf([8])(0, progress).cost).toEqual({ done: 6, total: 8 });
});

it("tells the seconds of a cost", () => {
  const progress = { done: 1, total: 100, unit: "masks", cost: { done: 3, total: 12 } } as const;
  expect(secondsOfCost(progress, 0.5).foreseen).toEqual({ part: 0, share: 0.25, seconds: 6, later: 0 });
  expect(secondsOfCost({ done: 1, total: 100, unit: "masks" })).not.toHaveProperty("foreseen");
});
