import { expect, test } from "vitest";
import { confidenceInterval } from "../estimate/interval.ts";
import { leastSquares } from "../estimate/least-squares.ts";
import { additiveGame } from "../game/additive.ts";
import { randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import { unanimityPower } from "../power/unanimity-power.ts";
import { seededRandom } from "../random/random-source.ts";
import { focusedLeastSquares } from "./focused-least-squares.ts";
import type { SettledEstimate, SettleSettings } from "./settled-estimate.ts";
import { untilSettled } from "./until-settled.ts";

const players = 30;
const terms = randomTerms(players, 100, 3, seededRandom(2));
const game = sumOfUnanimityGame(players, terms);
const index = { kind: "biased-banzhaf", bias: 0.4 } as const;
const budget = { evaluations: 20_000, stepEvaluations: 20_000 };

async function last(steps: AsyncGenerator<unknown, SettledEstimate>): Promise<SettledEstimate> {
  for (;;) {
    const { done, value } = await steps.next();
    if (done) return value;
  }
}

test("spending where it separates settles the top with fewer evaluations than telling everybody alike", async () => {
  const settle: SettleSettings = { count: 10, tolerance: 0.05, level: 0.95 };
  let uniform = 0;
  let focused = 0;
  for (let seed = 0; seed < 5; seed++) {
    const plain = await last(untilSettled(leastSquares, game, index, budget, settle, seededRandom(seed)));
    const spent = await last(focusedLeastSquares(game, index, budget, settle, seededRandom(seed)));
    expect(spent.settled).toBe(true);
    uniform += plain.evaluations;
    focused += spent.evaluations;
  }
  expect(focused).toBeLessThan(0.9 * uniform);
});

test("95 % intervals hold the truth in about 95 % of cases, of those that got more and of the others", async () => {
  // powers far apart but for the two at the cut, which hardly differ
  const spread = Array.from({ length: 16 }, (_, i) => ({ members: [i], worth: i === 8 ? 3.52 : 0.5 * i }));
  const steep = [
    ...spread,
    ...randomTerms(16, 40, 3, seededRandom(4)).map((term) => ({ ...term, worth: term.worth / 2 })),
  ];
  const exact = unanimityPower(16, steep, index);
  const order = [...exact.keys()].sort((a, b) => exact[b]! - exact[a]!);
  const gaps = order.slice(0, -1).map((player, place) => exact[player]! - exact[order[place + 1]!]!);
  const settle: SettleSettings = { count: 1 + gaps.indexOf(Math.min(...gaps)), tolerance: 0, level: 1 - 1e-9 };
  const seeds = 300;
  const covered = { more: 0, all: 0 };
  const claimed = { more: 0, all: 0 };
  const errors = new Float64Array(16);
  const squares = new Float64Array(16);
  for (let seed = 0; seed < seeds; seed++) {
    const random = seededRandom(seed, "coverage");
    const short = { evaluations: 1600, stepEvaluations: 1600 };
    const estimate = await last(focusedLeastSquares(sumOfUnanimityGame(16, steep), index, short, settle, random));
    const typical = [...estimate.standardError].sort((a, b) => a - b)[8]!;
    exact.forEach((power, i) => {
      const [low, high] = confidenceInterval(estimate, i)!;
      const holds = low <= power && power <= high ? 1 : 0;
      errors[i] += (estimate.power[i] - power) / seeds;
      squares[i] += (estimate.power[i] - power) ** 2 / seeds;
      claimed.all++;
      covered.all += holds;
      if (estimate.standardError[i] > 0.8 * typical) return;
      claimed.more++;
      covered.more += holds;
    });
  }
  expect(claimed.more).toBeGreaterThan(300);
  expect(covered.all / claimed.all).toBeGreaterThan(0.94);
  expect(covered.all / claimed.all).toBeLessThan(0.965);
  expect(covered.more / claimed.more).toBeGreaterThan(0.93);
  expect(covered.more / claimed.more).toBeLessThan(0.97);
  // what is spent on whom follows from the values; that leaves no bias that so many seeds could see
  errors.forEach((error, i) => {
    expect(Math.abs(error)).toBeLessThan(4.5 * Math.sqrt(squares[i] / seeds));
  });
});

test("an additive game stays exact", async () => {
  const worths = Array.from({ length: 12 }, (_, i) => Math.sin(i));
  const settle: SettleSettings = { count: 6, tolerance: 0, level: 0.95 };
  const answer = await last(focusedLeastSquares(additiveGame(worths), index, budget, settle, seededRandom(1)));
  worths.forEach((worth, i) => {
    expect(answer.power[i]).toBeCloseTo(worth, 9);
  });
  expect(answer).toMatchObject({ settled: true, evaluations: 120 });
});
