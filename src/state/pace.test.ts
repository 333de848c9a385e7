import { describe, expect, it } from "vitest";
import { advancePace, perSecond, secondsLeft, standing } from "./pace.ts";

/** One step of a scripted job. */
interface Stepped {
  readonly work: number;
  readonly time: number;
}

const steps = (count: number, of: (place: number) => Stepped): Stepped[] =>
  Array.from({ length: count }, (_, place) => of(place));
const even = (place: number, time = 0.3): Stepped => ({ work: 10, time: time * (1 + 0.1 * Math.sin(7 * place)) });

/**
 * Largest error of the time left over all steps after the first tenth of the work, as a share of what was left; in the
 * last tenth, whose last step alone may be dear, as a share of a tenth of the whole time.
 */
function worstError(job: readonly Stepped[]): number {
  const total = job.reduce((sum, { work }) => sum + work, 0);
  const whole = job.reduce((sum, { time }) => sum + time, 0);
  let [pace, done, seconds, worst] = [standing, 0, 0, 0];
  for (const { work, time } of job) {
    done += work;
    seconds += time;
    pace = advancePace(pace, { done, unit: "evaluations" }, seconds);
    const left = whole - seconds;
    if (done < 0.1 * total) continue;
    const error = Math.abs((secondsLeft(pace, total) ?? Number.POSITIVE_INFINITY) - left);
    worst = Math.max(worst, error / Math.max(left, 0.1 * whole));
  }
  return worst;
}

describe("time left", () => {
  it("is unknown before any work", () => {
    expect(secondsLeft(standing, 100)).toBeNull();
    expect(secondsLeft(advancePace(standing, { done: 0, unit: "masks" }, 1), 100)).toBeNull();
  });

  it("is exact at a constant rate, and never negative", () => {
    let pace = standing;
    for (let second = 1; second <= 200; second++) pace = advancePace(pace, { done: 5 * second, unit: "masks" }, second);
    expect(secondsLeft(pace, 1200)).toBeCloseTo(40, 9);
    expect(perSecond(pace, 1200)).toBeCloseTo(5, 9);
    expect(secondsLeft(pace, 900)).toBe(0);
  });

  it.each([20, 60, 400])("is right within a fifth after the first tenth of %i uneven steps", (count) => {
    expect(worstError(steps(count, (place) => even(place)))).toBeLessThan(0.2);
  });

  it("forgets a slow start, such as shaders that are compiled", () => {
    const job = steps(100, (place) => even(place, place < 4 ? 3 : 0.3));
    expect(worstError(job)).toBeLessThan(0.2);
    const whole = job.reduce((sum, { time }) => sum + time, 0);
    // what the mean over the whole run says at the tenth
    const early = job.slice(0, 10).reduce((sum, { time }) => sum + time, 0);
    expect((9 * early) / (whole - early)).toBeGreaterThan(3);
  });

  it.each([15, 40, 80])("takes no notice of one hiccup at step %i", (hiccup) => {
    const job = steps(100, (place) => (place === hiccup ? { work: 10, time: 12 } : even(place)));
    const [after, total] = [job.slice(hiccup + 1), 1000];
    let [pace, done, seconds] = [standing, 0, 0];
    for (const { work, time } of job.slice(0, hiccup + 1)) {
      done += work;
      seconds += time;
      pace = advancePace(pace, { done, unit: "evaluations" }, seconds);
    }
    const left = after.reduce((sum, { time }) => sum + time, 0);
    expect(Math.abs((secondsLeft(pace, total) ?? 0) / left - 1)).toBeLessThan(0.2);
  });

  it("knows what has come twice: a dear step at the end of each round, with progress or without", () => {
    const job = steps(160, (place) => (place % 8 === 7 ? { work: 10, time: 1.5 } : even(place)));
    expect(worstError(job)).toBeLessThan(0.2);
    const apart = steps(180, (place) => (place % 6 === 5 ? { work: 0, time: 1.2 } : even(place)));
    expect(worstError(apart)).toBeLessThan(0.2);
  });

  it("follows a change of pace within a quarter of the work", () => {
    const job = steps(200, (place) => even(place, place < 60 ? 0.3 : 0.9));
    const total = 2000;
    let [pace, done, seconds] = [standing, 0, 0];
    for (const { work, time } of job.slice(0, 112)) {
      done += work;
      seconds += time;
      pace = advancePace(pace, { done, unit: "evaluations" }, seconds);
    }
    expect(secondsLeft(pace, total)).toBeGreaterThan(0.9 * 0.9 * 88);
  });

  it("starts anew with another unit of work", () => {
    let pace = advancePace(standing, { done: 50, unit: "masks" }, 1);
    pace = advancePace(pace, { done: 10, unit: "evaluations" }, 3);
    expect(secondsLeft(pace, 100)).toBeNull();
    pace = advancePace(pace, { done: 20, unit: "evaluations" }, 5);
    expect(secondsLeft(pace, 100)).toBeNull();
    pace = advancePace(pace, { done: 30, unit: "evaluations" }, 7);
    expect(secondsLeft(pace, 100)).toBeCloseTo(14, 9);
  });
});
