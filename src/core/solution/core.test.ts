import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { coreOf } from "./core.ts";
import { excesses } from "./excess.ts";
import { leastCore } from "./least-core.ts";

const size = (coalition: number) => coalition.toString(2).replaceAll("0", "").length;

test("a convex game's core reaches from what a player adds first to what it adds last (Shapley 1971)", () => {
  const random = seededRandom(2);
  const own = Float64Array.from({ length: 5 }, () => random.uniform());
  const worth = (s: number) => 7 + size(s) ** 2 + own.reduce((sum, w, i) => sum + w * ((s >> i) & 1), 0);
  const values = Float64Array.from({ length: 32 }, (_, s) => worth(s));
  const { empty, range, allocation } = coreOf(values);
  expect(empty).toBe(false);
  own.forEach((w, i) => {
    expect(range!.least[i]).toBeCloseTo(1 + w, 9);
    expect(range!.most[i]).toBeCloseTo(25 - 16 + w, 9);
  });
  const worths = values.map((value) => value - values[0]!);
  expect(Math.max(...excesses(worths, allocation))).toBeLessThan(1e-9);
});

test("an allocation that rules out negative shares lacks more where the game is not monotone", () => {
  // player 0 does harm: alone -1, and it takes 1 off every coalition
  const values = Float64Array.of(0, -1, 2, 1, 2, 1, 4, 3);
  expect(leastCore(values).deficit).toBeCloseTo(0, 9);
  const kept = leastCore(values, true);
  // the others are worth 4 without it and get 3 at most
  expect(kept.deficit).toBeCloseTo(1, 9);
  expect(Math.min(...kept.allocation)).toBeGreaterThan(-1e-12);
});

test("monotone games lose nothing by it", () => {
  const random = seededRandom(5);
  for (let trial = 0; trial < 20; trial++) {
    const values = new Float64Array(32);
    for (let s = 1; s < 32; s++) {
      values[s] = random.integer(2) * random.uniform();
      for (let i = 0; i < 5; i++) if ((s >> i) & 1) values[s] = Math.max(values[s]!, values[s & ~(1 << i)]!);
    }
    expect(leastCore(values, true).deficit).toBeCloseTo(leastCore(values).deficit, 9);
  }
});
