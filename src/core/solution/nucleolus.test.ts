import { describe, expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { seededRandom } from "../random/random-source.ts";
import { randomPermutation } from "../random/shuffle.ts";
import { excesses } from "./excess.ts";
import { checkKernel, kernelPoint } from "./kernel.ts";
import { leastCore } from "./least-core.ts";
import { nucleolus } from "./nucleolus.ts";

const random = seededRandom(7, "tables");
/** Any values at all: neither monotone nor zero at the empty coalition; every other game with many ties. */
const tables = Array.from({ length: 48 }, (_, k) => {
  const players = 3 + (k % 4);
  const draw = () => (k % 2 ? random.integer(4) : 3 * random.uniform() - 1);
  return { players, values: Float64Array.from({ length: 2 ** players }, draw) };
});

function expectClose(found: Float64Array, expected: Float64Array, digits = 8): void {
  expected.forEach((value, i) => {
    expect(found[i]).toBeCloseTo(value, digits);
  });
}

describe.each(tables)("on a random game of $players players", ({ players, values }) => {
  const total = values.at(-1)! - values[0]!;
  const found = nucleolus(values, "pre-nucleolus");

  test("everything is shared and the levels fall", () => {
    expect(found.payoff.reduce((sum, share) => sum + share, 0)).toBeCloseTo(total, 9);
    found.levels.forEach((level, k) => {
      if (k > 0) expect(level).toBeLessThanOrEqual(found.levels[k - 1]! + 1e-9);
    });
  });

  test("it is in the least core and in the pre-kernel", () => {
    const worth = values.map((value) => value - values[0]!);
    const largest = Math.max(...excesses(worth, found.payoff).subarray(1, worth.length - 1));
    expect(largest).toBeCloseTo(leastCore(values).deficit, 9);
    expect(checkKernel(values, found.payoff, "pre-kernel").residual).toBeLessThan(1e-9);
  });

  test("no sampled payoff vector has lexicographically smaller excesses", () => {
    const worth = values.map((value) => value - values[0]!);
    const sorted = (payoff: Float64Array) => excesses(worth, payoff).sort().reverse();
    const best = sorted(found.payoff);
    for (let trial = 0; trial < 200; trial++) {
      const other = found.payoff.map((share) => share + 10 ** (-trial / 50) * (random.uniform() - 0.5));
      const gap = (total - other.reduce((sum, share) => sum + share, 0)) / players;
      const theirs = sorted(other.map((share) => share + gap));
      const place = theirs.findIndex((excess, k) => Math.abs(excess - best[k]!) > 1e-9);
      expect(theirs[place]).toBeGreaterThan(best[place]!);
    }
  });

  test("over imputations, where there are any, it is in the kernel", () => {
    const { kind, payoff } = nucleolus(values);
    if (kind === "nucleolus") expect(checkKernel(values, payoff, "kernel").residual).toBeLessThan(1e-9);
    else expect(() => nucleolus(values, "nucleolus")).toThrow(FailureError);
  });

  test("the transfer scheme ends in the pre-kernel", () => {
    const point = kernelPoint(values);
    expect(point.inside).toBe(true);
    expect(checkKernel(values, point.payoff, "pre-kernel", 1e-7).inside).toBe(true);
  });

  test("relabelled players take their shares along", () => {
    const order = randomPermutation(players, random);
    const relabelled = new Float64Array(values.length);
    values.forEach((value, coalition) => {
      let number = 0;
      order.forEach((to, i) => {
        if ((coalition >> i) & 1) number |= 1 << to;
      });
      relabelled[number] = value;
    });
    const shares = nucleolus(relabelled, "pre-nucleolus").payoff;
    expectClose(
      Float64Array.from(order, (to) => shares[to]!),
      found.payoff,
    );
  });

  test("a game a v + b + worths of the players' own is shared accordingly", () => {
    const worths = Float64Array.from({ length: players }, () => 2 * random.uniform() - 1);
    const changed = values.map((value, coalition) =>
      worths.reduce((sum, worth, i) => sum + worth * ((coalition >> i) & 1), 250 * value + 9),
    );
    const shares = nucleolus(changed, "pre-nucleolus").payoff;
    expectClose(
      shares,
      found.payoff.map((share, i) => 250 * share + worths[i]!),
      6,
    );
  });
});

test("a single imputation is the nucleolus", () => {
  const { kind, payoff } = nucleolus(Float64Array.of(0, 0.1, 0.2, 0.9, 0.3, 0, 0, 0.1 + 0.2 + 0.3));
  expect(kind).toBe("nucleolus");
  expectClose(payoff, Float64Array.of(0.1, 0.2, 0.3), 9);
});

test("one player takes what the game adds; constant games share nothing", () => {
  expect([...nucleolus(Float64Array.of(2, 5)).payoff]).toEqual([3]);
  expect(leastCore(Float64Array.of(2, 5)).deficit).toBe(0);
  expectClose(nucleolus(new Float64Array(16).fill(3)).payoff, new Float64Array(4));
});

test("tables that are no game are refused", () => {
  for (const values of [new Float64Array(1), new Float64Array(3), new Float64Array(2 ** 13), Float64Array.of(0, NaN)])
    expect(() => nucleolus(values)).toThrow(FailureError);
});
