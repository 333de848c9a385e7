import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { checkKernel, kernelPoint } from "./kernel.ts";

/** Player 0 makes 1 with either of the others, who make nothing without it. */
const veto = Float64Array.of(0, 0, 0, 1, 0, 1, 0, 1);

test("in the kernel a player may be outbid by another who has nothing left to give", () => {
  const all = Float64Array.of(1, 0, 0);
  expect(checkKernel(veto, all, "kernel")).toEqual({ kind: "kernel", residual: 0, inside: true });
  const shared = checkKernel(veto, Float64Array.of(0.8, 0.1, 0.1), "kernel");
  expect(shared.inside).toBe(false);
  expect(shared.residual).toBeCloseTo(0.1, 12);
});

test("less than a player is worth alone is outside the kernel, by as much", () => {
  const values = Float64Array.of(0, 2, 2, 4);
  expect(checkKernel(values, Float64Array.of(1.5, 2.5), "kernel").residual).toBeCloseTo(0.5, 12);
});

test("with a transfer too few the residual says how far it is", () => {
  const random = seededRandom(12);
  const values = Float64Array.from({ length: 32 }, () => random.uniform());
  const short = kernelPoint(values, "pre-kernel", { transfers: 2 });
  expect(short.transfers).toBe(2);
  expect(short.inside).toBe(false);
  const long = kernelPoint(values);
  expect(long.residual).toBeLessThan(short.residual);
  expect(long.inside).toBe(true);
});

test("the transfer scheme ends in the kernel of games whose Shapley value is no imputation too", () => {
  // 0 and 1 do worse together than alone; the grand coalition makes up for it
  const values = Float64Array.of(0, 4, 0, -6, 0, 3, 1, 6);
  const point = kernelPoint(values, "kernel");
  expect(point.inside).toBe(true);
  expect(Math.min(point.payoff[0]! - 4, point.payoff[1]!, point.payoff[2]!)).toBeGreaterThan(-1e-9);
  expect(point.payoff.reduce((sum, share) => sum + share, 0)).toBeCloseTo(6, 9);
});
