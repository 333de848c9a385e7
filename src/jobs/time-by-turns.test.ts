import { expect, it } from "vitest";
import { type TurnTimes, timeByTurns } from "./time-by-turns.ts";

/** Two kinds of pass that take given milliseconds of a clock of their own, and a log of who ran. */
function bench(first: number, second: number, resolution = 0) {
  let time = 1000;
  const log: string[] = [];
  const pass = (name: string, milliseconds: number) => async () => {
    time += milliseconds;
    log.push(name);
  };
  const now = () => (resolution === 0 ? time : resolution * Math.floor(time / resolution));
  return { first: pass("first", first), second: pass("second", second), now, log };
}

/** Steps with times: those after warming up. */
async function timesOf({ first, second, now }: ReturnType<typeof bench>, rounds: number): Promise<TurnTimes[]> {
  const steps: TurnTimes[] = [];
  for await (const step of timeByTurns(first, second, rounds, now)) if (step.first.length > 0) steps.push(step);
  return steps;
}

it("measures as many pairs as rounds, a step each", async () => {
  const steps = await timesOf(bench(40, 25), 5);
  expect(steps.map(({ first, second }) => [first.length, second.length])).toEqual([1, 2, 3, 4, 5].map((n) => [n, n]));
  expect(steps.at(-1)).toEqual({ passesATime: 1, first: Array(5).fill(40), second: Array(5).fill(25) });
});

it("takes turns, and every other pair the other way round", async () => {
  const lab = bench(40, 25);
  await timesOf(lab, 4);
  expect(lab.log.slice(-8).map((name) => name[0])).toEqual([..."fssffssf"]);
});

it("warms both up before the first time, a slow pass a step, so that a pause is heard", async () => {
  const lab = bench(4000, 2500);
  const ran: string[][] = [];
  for await (const { first } of timeByTurns(lab.first, lab.second, 1, lab.now)) {
    ran.push(lab.log.splice(0));
    if (first.length === 0) expect(ran.at(-1)).toHaveLength(1);
  }
  expect(ran).toEqual([["first"], ["first"], ["second"], ["second"], ["first", "second"]]);
});

it("takes many short passes to a time, so that a clock of one millisecond is fine enough", async () => {
  const steps = await timesOf(bench(0.9, 0.3, 1), 20);
  const { passesATime, first, second } = steps.at(-1) ?? { passesATime: 0, first: [], second: [] };
  expect(passesATime).toBeGreaterThanOrEqual(60);
  for (const time of first) expect(Math.abs(time - 0.9)).toBeLessThan(0.03);
  for (const time of second) expect(Math.abs(time - 0.3)).toBeLessThan(0.03);
});

it("keeps a time below 300 ms where the other kind of pass is slow", async () => {
  const [step] = await timesOf(bench(100, 1), 1);
  expect(step).toMatchObject({ passesATime: 3, first: [100], second: [1] });
  const [slow] = await timesOf(bench(5000, 1), 1);
  expect(slow).toMatchObject({ passesATime: 1 });
});

it("does not hang on a clock that stands still", async () => {
  const [step] = await timesOf({ ...bench(1, 1), now: () => 7 }, 1);
  expect(step).toMatchObject({ first: [0], second: [0] });
});
