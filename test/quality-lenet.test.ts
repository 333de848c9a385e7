import { describe, expect, it } from "vitest";
import { bestStrategy } from "../bench/quality/best-by-validation.ts";
import { packed, unpacked } from "../bench/quality/bits.ts";
import { budget, refitEvaluations, spending } from "../bench/quality/budget.ts";
import { baselineContenders, isSampled, strategyContenders } from "../bench/quality/contenders.ts";
import { comparePairs, medianComparison, verdictOf } from "../bench/quality/paired-test.ts";
import { allRuns } from "../bench/quality/runs.ts";
import { ownFirst, shareFrom } from "../bench/quality/share.ts";
import { upperDraw } from "../bench/quality/strategies-ahead.ts";
import { widthRules } from "../bench/quality/width-rules.ts";
import { constraintsOf } from "../src/core/prune/constraints.ts";
import { selectUnits } from "../src/core/prune/select-units.ts";
import { widthsOf } from "../src/core/prune/selection.ts";
import { playersOfWidths } from "./players-of-widths.ts";

describe("the budget", () => {
  it("is seven rounds of 900 for Iterated Building at 51 units", () => {
    expect(spending(51, { rounds: 7, swapShare: 0 })).toEqual({ stepUnits: 8, roundEvaluations: 900 });
  });

  it("is never exceeded, whatever the rounds and the share for swaps", () => {
    for (const distance of [34, 51, 90, 175, 192])
      for (const rounds of [1, 7, 13, 22, 44])
        for (const swapShare of [0, 0.3, 0.5]) {
          const { stepUnits, roundEvaluations, swapEvaluations = 0 } = spending(distance, { rounds, swapShare });
          const spent = Math.ceil(distance / stepUnits) * roundEvaluations + swapEvaluations;
          expect(spent).toBeLessThanOrEqual(budget);
          expect(spent).toBeGreaterThan(budget - 50);
        }
  });

  it("counts a refit at the price that strategies pay for one, for the full and the pruned network", () => {
    expect(refitEvaluations(4000, 500)).toBe(18);
  });
});

describe("the paired test", () => {
  it("counts the examples on which two networks differ, and no others", () => {
    const one = [1, 1, 1, 0, 0, 1, 1, 1];
    const other = [1, 0, 0, 0, 1, 1, 1, 0];
    expect(comparePairs(one, other)).toMatchObject({ won: 3, lost: 1, gain: 0.25 });
  });

  it("has McNemar's standard error: the root of won + lost less the squared difference an example", () => {
    const one = Array.from({ length: 1000 }, (_, x) => (x < 40 ? 1 : 0));
    const other = Array.from({ length: 1000 }, (_, x) => (x >= 40 && x < 60 ? 1 : 0));
    const { gain, interval } = comparePairs(one, other);
    expect(gain).toBeCloseTo(0.02, 12);
    expect((interval[1] - interval[0]) / (2 * 1.959964)).toBeCloseTo(Math.sqrt(60 - 400 / 1000) / 1000, 6);
    expect(verdictOf({ interval })).toBe("ahead");
  });

  it("calls the same answers level, and the reverse of ahead behind", () => {
    const one = Array.from({ length: 100 }, (_, x) => (x < 50 ? 1 : 0));
    const none = new Uint8Array(100);
    expect(verdictOf(comparePairs(one, one))).toBe("level");
    expect(verdictOf(comparePairs(none, one))).toBe("behind");
  });

  it("lets the comparison in the middle stand for all", () => {
    const gains = [0.3, -0.1, 0.1];
    const pairs = gains.map((gain) => ({ gain, interval: [gain, gain] as const, won: 0, lost: 0 }));
    expect(medianComparison(pairs).gain).toBe(0.1);
    expect(medianComparison(pairs.slice(0, 2)).gain).toBe(-0.1);
  });

  it("takes the second best of twenty draws as chance's 95 % quantile", () => {
    const draws = Array.from({ length: 20 }, (_, at) => ({ accuracy: (7 * at) % 20 }));
    expect(upperDraw(draws, ({ accuracy }) => accuracy)?.accuracy).toBe(18);
  });
});

describe("the choice of the best", () => {
  it("goes by the median on validation examples, not by one lucky run", () => {
    const results = [
      { strategy: "steady", validation: 0.9 },
      { strategy: "lucky", validation: 0.99 },
      { strategy: "steady", validation: 0.91 },
      { strategy: "lucky", validation: 0.5 },
      { strategy: "lucky", validation: 0.6 },
    ];
    expect(bestStrategy(results)).toBe("steady");
    expect(() => bestStrategy([])).toThrow();
  });
});

describe("the cells", () => {
  it("keep bits as they were", () => {
    const bits = Uint8Array.from({ length: 226 }, (_, at) => (at % 3 === 0 ? 1 : 0));
    expect(unpacked(packed(bits), 226)).toEqual(bits);
  });

  it("are shared without leaving one out, a process's own first", () => {
    const items = [...Array(10).keys()];
    const second = ownFirst(items, shareFrom("2/3"));
    expect(second.slice(0, 3)).toEqual([1, 4, 7]);
    expect([...second].sort((a, b) => a - b)).toEqual(items);
    expect(() => shareFrom("3/2")).toThrow();
    expect(shareFrom("report").compute).toBe(false);
  });

  it("begin with networks without dropout at 51 units, and name no run twice", () => {
    const runs = allRuns();
    expect(runs[0]).toMatchObject({ size: 51, network: { dropout: false } });
    const names = runs.map(({ network, size, contender, seed }) => [network.name, size, contender.name, seed].join());
    expect(new Set(names).size).toBe(runs.length);
    const sweep = runs.findIndex(({ size }) => size !== 51);
    expect(runs.slice(0, sweep).every(({ network }) => !network.dropout)).toBe(true);
  });

  it("hold every strategy and every baseline that LeNet-5 can be ranked by, each baseline also at given widths", () => {
    const names = [...strategyContenders, ...baselineContenders].map(({ name }) => name);
    expect(names).toContain("iterated-building");
    expect(names).toContain("taylor, widths of Building");
    expect(baselineContenders.length).toBe(8 * 4);
    expect(isSampled({ strategy: "taylor" })).toBe(false);
    expect(isSampled({ strategy: "taylor", matched: true })).toBe(true);
  });
});

it("rules give another ranking exactly the widths of a selection", () => {
  const players = playersOfWidths(4, 6, 8);
  const selection = selectUnits(
    Float64Array.from({ length: 18 }, (_, at) => at),
    constraintsOf([], players),
    { count: 9 },
  );
  const rules = widthRules(selection, players);
  const other = Float64Array.from({ length: 18 }, (_, at) => -at);
  const matched = selectUnits(other, constraintsOf(rules, players), { count: 9 });
  expect(widthsOf(matched, players)).toEqual(widthsOf(selection, players));
  expect(matched).not.toEqual(selection);
});
