import { expect, it } from "vitest";
import type { Estimation } from "./contract.ts";
import type { LayerRun } from "./layer-runs.ts";
import { layersCourse } from "./layers-course.ts";
import type { Prepared } from "./workbench.ts";

const session = { split: { calibration: new Int32Array(10) } } as unknown as Prepared;
const runOf = (evaluations: number, seconds: number): LayerRun => ({
  group: `layer of ${evaluations}`,
  players: 10,
  level: 0.95,
  pace: { stepEvaluations: 8, perSecond: 1 / seconds, seconds: () => seconds },
  spec: {
    seed: 1,
    index: { kind: "banzhaf" },
    payoff: "accuracy",
    estimator: "default",
    stop: { kind: "evaluations", evaluations },
    stepEvaluations: 8,
    priorMasks: 0,
    count: 3,
  },
});
const answerOf = (evaluations: number) => ({ evaluations, estimator: "least squares" }) as Estimation;

/** Says what is left of layers whose coalitions take `slower` times what was foreseen, over what is, after the first tenth. */
function ratios(slower: number): number[] {
  // dear coalitions first, few of them
  const runs = [runOf(100, 0.2), runOf(200, 0.1), runOf(600, 0.02), runOf(600, 0.02)];
  const course = layersCourse(session, runs);
  const whole = slower * runs.reduce((sum, { spec, pace }) => sum + spec.stop.evaluations * pace.seconds(0.5), 0);
  const found: number[] = [];
  let elapsed = 0;
  runs.forEach(({ spec, pace }, place) => {
    const total = spec.stop.evaluations;
    for (let done = 10; done <= total; done += 10) {
      elapsed += slower * 10 * pace.seconds(0.5);
      const [own, all] = [done * pace.seconds(0.5), total * pace.seconds(0.5)];
      const progress = { done, total, unit: "evaluations", cost: { done: own, total: all } } as const;
      const { cost, ...counts } = course.at(place, answerOf(done), progress, elapsed);
      expect(counts.total).toBe(1500);
      if (elapsed > 0.1 * whole && elapsed < 0.9 * whole) found.push((cost!.total - cost!.done) / (whole - elapsed));
    }
    course.over(answerOf(total));
  });
  return found;
}

it("is exact where layers take what was foreseen, and comes close where they take more or less", () => {
  for (const ratio of ratios(1)) expect(ratio).toBeCloseTo(1, 2);
  for (const ratio of [...ratios(1.25), ...ratios(0.8)]) expect(Math.abs(ratio - 1)).toBeLessThan(0.2);
  // twice as slow: known for certain only after a while
  const late = ratios(2);
  expect(Math.abs(late.at(Math.floor(late.length / 2))! - 1)).toBeLessThan(0.25);
});

it("counts the evaluations of all layers, and a layer's last word without a cost is its end", () => {
  const course = layersCourse(session, [runOf(100, 0.2), runOf(50, 0.1)]);
  const first = course.at(
    0,
    answerOf(100),
    { done: 100, total: 100, unit: "evaluations", cost: { done: 20, total: 20 } },
    20,
  );
  expect(first).toMatchObject({ done: 100, total: 150, unit: "evaluations" });
  const again = course.at(0, answerOf(100), { done: 100, total: 100, unit: "evaluations" }, 20);
  expect(again.cost!.total - again.cost!.done).toBeCloseTo(first.cost!.total - first.cost!.done, 9);
  course.over(answerOf(100));
  expect(
    course.at(1, answerOf(10), { done: 10, total: 50, unit: "evaluations", cost: { done: 1, total: 5 } }, 21).done,
  ).toBe(110);
});
