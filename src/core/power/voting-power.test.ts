import fc from "fast-check";
import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { weightedVotingGame } from "../game/weighted-voting.ts";
import { enumeratePower } from "./enumeration.ts";
import type { PowerIndex } from "./power-index.ts";
import { votingPower } from "./voting-power.ts";

test("the EEC of 1958 has the published Shapley-Shubik index, and Luxembourg none", () => {
  const power = votingPower([4, 4, 4, 2, 2, 1], 12, { kind: "shapley" });
  [7 / 30, 7 / 30, 7 / 30, 3 / 20, 3 / 20, 0].forEach((published, i) => {
    expect(power[i]).toBeCloseTo(published, 14);
  });
});

test("a permanent member of the Security Council has 421/2145 of the power", () => {
  const weights = [7, 7, 7, 7, 7, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
  expect(votingPower(weights, 39, { kind: "shapley" })[0]).toBeCloseTo(421 / 2145, 14);
  expect(votingPower(weights, 39, { kind: "banzhaf" })[0] * 2 ** 14).toBeCloseTo(848, 9);
});

test("a tiny power of unanimity among sixty voters keeps its relative precision", () => {
  const [power] = votingPower(new Array(60).fill(1), 60, { kind: "biased-banzhaf", bias: 0.1 });
  expect(Math.abs(power / 0.1 ** 59 - 1)).toBeLessThan(1e-11);
});

test("any small voting game agrees with enumeration", async () => {
  const indices: PowerIndex[] = [{ kind: "shapley" }, { kind: "banzhaf" }, { kind: "biased-banzhaf", bias: 0.225 }];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 7 }),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(...indices),
      async (weights, quota, index) => {
        const exact = await enumeratePower(weightedVotingGame(weights, quota), index);
        votingPower(weights, quota, index).forEach((value, i) => {
          expect(value).toBeCloseTo(exact[i], 13);
        });
      },
    ),
    { numRuns: 60 },
  );
});

test("weights and quotas that are not whole are refused", () => {
  expect(() => votingPower([1.5, 2], 2, { kind: "shapley" })).toThrow(FailureError);
  expect(() => votingPower([-1, 2], 2, { kind: "shapley" })).toThrow(FailureError);
  expect(() => votingPower([1, 2], 0, { kind: "shapley" })).toThrow(FailureError);
});
