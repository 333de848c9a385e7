import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { weightedVotingGame } from "../game/weighted-voting.ts";
import { airportPower } from "./airport-power.ts";
import { enumeratePower } from "./enumeration.ts";
import { glovePower } from "./glove-power.ts";
import { normalised } from "./normalised.ts";
import type { PowerIndex } from "./power-index.ts";
import { votingPower } from "./voting-power.ts";

const file = resolve(process.cwd(), "../shared/fixtures/power-indices.json");
const absent = !existsSync(file);
const fixtures = absent ? {} : JSON.parse(readFileSync(file, "utf8"));

function expectRelative(value: number, expected: number, where: string): void {
  const error = expected === 0 ? Math.abs(value) : Math.abs(value / expected - 1);
  expect(error, `${where}: ${value} against ${expected}`).toBeLessThan(1e-9);
}

/** "beta_9/40" and "beta_0.225" name a bias of 0.225. */
function biasedIndex(key: string): PowerIndex {
  const [top, bottom] = key.slice("beta_".length).split("_")[0].split("/").map(Number);
  return { kind: "biased-banzhaf", bias: bottom === undefined ? top : top / bottom };
}

describe.skipIf(absent)("exact power equals every value of the shared fixtures to a relative 1e-9", () => {
  for (const { name, weights, quota, totalSwings, byWeight } of fixtures.weighted_voting ?? [])
    test(name, async () => {
      const exact = async (index: PowerIndex) => {
        const power = votingPower(weights, quota, index);
        if (weights.length <= 15) {
          const enumerated = await enumeratePower(weightedVotingGame(weights, quota), index);
          power.forEach((value, i) => {
            expectRelative(enumerated[i], value, `enumerated, player ${i}`);
          });
        }
        return power;
      };
      const shapley = await exact({ kind: "shapley" });
      const banzhaf = await exact({ kind: "banzhaf" });
      const share = normalised(banzhaf);
      const swings = banzhaf.map((value) => value * 2 ** (weights.length - 1));
      expectRelative(
        swings.reduce((sum, value) => sum + value, 0),
        totalSwings,
        "total swings",
      );
      const known = new Set(["swings", "shapleyShubik", "shapleyFraction", "banzhafAbs", "banzhafNorm"]);
      for (const [weight, row] of Object.entries<Record<string, number>>(byWeight)) {
        const player = weights.indexOf(Number(weight));
        expectRelative(swings[player], row.swings, `swings of ${weight}`);
        expectRelative(shapley[player], row.shapleyShubik, `Shapley-Shubik of ${weight}`);
        expectRelative(banzhaf[player], row.banzhafAbs, `Banzhaf of ${weight}`);
        expectRelative(share[player], row.banzhafNorm, `normalised Banzhaf of ${weight}`);
        const biased = Object.keys(row).filter((key) => !known.has(key));
        expect(biased.length).toBeGreaterThan(0);
        for (const key of biased) {
          const power = await exact(biasedIndex(key));
          expectRelative(power[player], row[key], `${key} of ${weight}`);
        }
      }
    });

  test("the airport game of 100 players", () => {
    const { costs, byCost } = fixtures.airport;
    for (const [cost, row] of Object.entries<Record<string, number>>(byCost)) {
      const player = costs.indexOf(Number(cost));
      expectRelative(airportPower(costs, { kind: "shapley" })[player], row.shapley, `Shapley of ${cost}`);
      const biased = Object.keys(row).filter((key) => key.startsWith("beta_"));
      expect(biased.length).toBe(3);
      for (const key of biased)
        expectRelative(airportPower(costs, biasedIndex(key))[player], row[key], `${key} of ${cost}`);
    }
  });

  test("gloves", () => {
    for (const row of fixtures.glove) {
      const check = (index: PowerIndex, left: number, right: number, where: string) => {
        const power = glovePower(row.left, row.right, index);
        expectRelative(power[0], left, `${where}, left of ${row.left}:${row.right}`);
        expectRelative(power[row.left], right, `${where}, right of ${row.left}:${row.right}`);
      };
      check({ kind: "shapley" }, row.shapleyLeftF, row.shapleyRightF, "Shapley");
      check({ kind: "banzhaf" }, row.banzhafLeft, row.banzhafRight, "Banzhaf");
      const left = "beta_0.225_left";
      check(biasedIndex(left), row[left], row["beta_0.225_right"], "beta");
    }
  });

  test("majorities", () => {
    for (const row of fixtures.majority) {
      const ones = new Array(row.n).fill(1);
      expectRelative(votingPower(ones, row.quota, { kind: "shapley" })[0], row.shapley, `Shapley of ${row.n}`);
      expectRelative(votingPower(ones, row.quota, { kind: "banzhaf" })[0], row.banzhafAbs, `Banzhaf of ${row.n}`);
      expectRelative(votingPower(ones, row.quota, biasedIndex("beta_0.225"))[0], row["beta_0.225"], `beta of ${row.n}`);
    }
  });
});
