import { expect, it } from "vitest";
import { groupsOfPlayers, orderPlayers, powerDomain } from "./power-layout.ts";

const power = Float64Array.of(0.1, 0.3, Number.NaN, 0.2);
const groupOf = groupsOfPlayers([{ width: 2 }, { width: 2 }]);

it("ranks the players by power, the unknown last", () => {
  expect([...orderPlayers(power, groupOf, "ranked")]).toEqual([1, 3, 0, 2]);
});

it("ranks within each layer", () => {
  expect([...orderPlayers(power, groupOf, "by-layer")]).toEqual([1, 0, 3, 2]);
});

it("spans all intervals and zero", () => {
  const estimate = { power, standardError: power, degreesOfFreedom: 3, evaluations: 8 };
  expect(powerDomain(estimate, [[-0.05, 0.25], null, null, [0.1, 0.42]])).toEqual([-0.05, 0.42]);
});
