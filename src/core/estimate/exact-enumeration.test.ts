import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { counted } from "../game/counted.ts";
import { majorityGame } from "../game/majority.ts";
import { randomGame } from "../game/random-games.ts";
import { enumeratePower } from "../power/enumeration.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { seededRandom } from "../random/random-source.ts";
import { exactEnumeration } from "./exact-enumeration.ts";
import { finalEstimate } from "./final-estimate.ts";

test("every index comes out exactly, without standard error, for 2^N evaluations", async () => {
  const indices: PowerIndex[] = [{ kind: "shapley" }, { kind: "banzhaf" }, { kind: "biased-banzhaf", bias: 0.7 }];
  for (const index of indices) {
    const game = counted(randomGame(7, seededRandom(1)));
    const steps = exactEnumeration.estimate(game, index, { evaluations: 200, stepEvaluations: 30 }, seededRandom(1));
    const { power, standardError } = await finalEstimate(steps);
    expect(power).toEqual(await enumeratePower(randomGame(7, seededRandom(1)), index));
    expect(Array.from(standardError)).toEqual(new Array(7).fill(0));
    expect(game.evaluations).toBe(128);
  }
});

test("the mean so far approaches the exact power as coalitions come in", async () => {
  const game = majorityGame(6, 4);
  const steps = exactEnumeration.estimate(
    game,
    { kind: "banzhaf" },
    { evaluations: 64, stepEvaluations: 16 },
    seededRandom(1),
  );
  const powers: number[] = [];
  for await (const { answer } of steps) powers.push(answer.power[0]);
  // among coalitions of players 0 to 3 only, player 0 decides with all three others: 1 of 8
  expect(powers[0]).toBeCloseTo(1 / 8, 14);
  expect(powers[3]).toBeCloseTo(10 / 32, 14);
});

test("too many players and too small a budget are refused", async () => {
  const estimate = (players: number, evaluations: number) =>
    finalEstimate(
      exactEnumeration.estimate(
        majorityGame(players, 2),
        { kind: "shapley" },
        { evaluations, stepEvaluations: 100 },
        seededRandom(1),
      ),
    );
  await expect(estimate(16, 1e6)).rejects.toThrow(FailureError);
  await expect(estimate(6, 63)).rejects.toThrow(FailureError);
});
