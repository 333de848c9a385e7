import { expect, it } from "vitest";
import { samplePool } from "../core/estimate/one-pool.ts";
import { gameOf } from "../core/game/game-of.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { fitSeconds, poolCourse } from "./pool-course.ts";

const players = 6;
const step = 10;
const total = 200;

it("foresees a fit where the pool is fitted anew, and none elsewhere", async () => {
  const game = gameOf(players, (coalition) => coalition.reduce((sum, one, i) => sum + one * (i + 1), 0) ** 0.8);
  const each = 1e-12;
  const at = poolCourse(players, total, each, step);
  let [curves, cost, refits] = ["", 0, 0];
  for await (const { answer, progress } of samplePool(
    game,
    { evaluations: total, stepEvaluations: step },
    seededRandom(2),
  )) {
    if (progress.done === total) break;
    const shown = at(progress);
    const anew = answer.curves.join() !== curves;
    curves = answer.curves.join();
    refits += anew ? 1 : 0;
    expect(shown.cost!.done - cost > 2 * step * each).toBe(anew);
    cost = shown.cost!.done;
  }
  expect(refits).toBeGreaterThan(5);
  expect(refits).toBeLessThan(total / step - 1);
});

it("ends with the last fit, which is a part of its own", () => {
  const at = poolCourse(players, total, 0.1, step);
  const half = at({ done: 100, total, unit: "evaluations" });
  expect(half).toMatchObject({ done: 100, total, unit: "evaluations", foreseen: { part: 0 } });
  expect(half.foreseen!.share).toBeCloseTo(0.5, 2);
  expect(half.foreseen!.later).toBeCloseTo(fitSeconds(players, total, true), 12);
  const end = at({ done: total, total, unit: "evaluations" });
  expect(end.foreseen).toMatchObject({ part: 1, share: 1, later: 0 });
});

it("takes errors for several times as dear as the coefficients alone", () => {
  expect(fitSeconds(226, 4500, true) / fitSeconds(226, 4500, false)).toBeGreaterThan(3);
  expect(fitSeconds(226, 4500, false)).toBeGreaterThan(0.1);
  expect(fitSeconds(226, 4500, false)).toBeLessThan(0.5);
});
