import type { Progress } from "../core/step.ts";
import { courseOf } from "./course.ts";

/** Seconds of an operation of the fit, about. */
const operation = 1.2e-9;
/** Rows must grow by these factors before the pool is fitted anew, and before its errors are (see core/estimate/one-pool.ts). */
const [fitGrowth, errorGrowth] = [1.25, 2];

/**
 * Seconds of a fit of a pool: two weightings of the rows, each with the products of all pairs of players and a factor of
 * three columns a player; errors take the inverse of that, and each row's part in it.
 */
export function fitSeconds(players: number, rows: number, errors: boolean): number {
  const columns = 3 * players;
  const fit = 2 * ((rows * players ** 2) / 4 + columns ** 3 / 6);
  return operation * (fit + (errors ? 0.19 * rows * columns ** 2 + 1.8 * columns ** 3 : 0));
}

/** The fits on the way of a pool of so many evaluations: after how many of them, and the seconds of each. */
function fitsOnTheWay(
  players: number,
  total: number,
  step: number,
): { readonly done: number; readonly seconds: number }[] {
  const fits: { done: number; seconds: number }[] = [];
  let [fitted, errors] = [0, 0];
  for (let done = step; done < total; done += step) {
    const rows = done - 2;
    if (rows < 1 || rows < fitGrowth * fitted) continue;
    const claimed = rows >= errorGrowth * errors && done >= 10 * players && rows > 3 * players;
    fits.push({ done, seconds: fitSeconds(players, rows, claimed) });
    fitted = rows;
    if (claimed) errors = rows;
  }
  return fits;
}

/**
 * How far a pool is: its evaluations with the fits among them, then the last fit.
 * @param each seconds of an evaluation
 * @param step evaluations a step
 */
export function poolCourse(
  players: number,
  total: number,
  each: number,
  step: number,
): (progress: Progress) => Progress {
  const fits = fitsOnTheWay(players, total, Math.max(1, Math.floor(step)));
  const until = (done: number) => fits.reduce((sum, fit) => sum + (fit.done <= done ? fit.seconds : 0), each * done);
  const course = courseOf([until(total), fitSeconds(players, total, true)]);
  return (progress) => {
    const { done } = progress;
    const { cost, foreseen } =
      done < progress.total
        ? course(0, { ...progress, cost: { done: until(done), total: until(total) } })
        : course(1, progress);
    return { ...progress, ...(cost && { cost }), ...(foreseen && { foreseen }) };
  };
}
