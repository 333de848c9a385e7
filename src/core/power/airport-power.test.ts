import { expect, test } from "vitest";
import { airportGame } from "../game/airport.ts";
import { airportPower } from "./airport-power.ts";
import { enumeratePower } from "./enumeration.ts";
import type { PowerIndex } from "./power-index.ts";

test("a runway is shared level by level", () => {
  // 1 km used by three, 1 more by two, 3 more by one
  expect(Array.from(airportPower([1, 2, 5], { kind: "shapley" }))).toEqual([1 / 3, 1 / 3 + 1 / 2, 1 / 3 + 1 / 2 + 3]);
});

test("the closed form agrees with enumeration for every index", async () => {
  const costs = [3, 1, 4, 1, 5, 9, 2, 6, 0];
  const indices: PowerIndex[] = [{ kind: "shapley" }, { kind: "banzhaf" }, { kind: "biased-banzhaf", bias: 0.225 }];
  for (const index of indices) {
    const exact = await enumeratePower(airportGame(costs), index);
    airportPower(costs, index).forEach((value, i) => {
      expect(value).toBeCloseTo(exact[i], 12);
    });
  }
});
