import { expect, it } from "vitest";
import { seededRandom } from "../../../core/random/random-source.ts";
import { groupsOfPlayers, orderPlayers, powerDomain } from "./power-layout.ts";

const power = Float64Array.of(0.1, 0.3, Number.NaN, 0.2);
const groupOf = groupsOfPlayers([{ width: 2 }, { width: 2 }]);

it("ranks the players by power, the unknown last", () => {
  expect([...orderPlayers(power, groupOf, "ranked")]).toEqual([1, 3, 0, 2]);
});

it("ranks within each layer", () => {
  expect([...orderPlayers(power, groupOf, "by-layer")]).toEqual([1, 0, 3, 2]);
});

it("ranks thousands as a comparison of each two would, equal ones by number", () => {
  const random = seededRandom(4);
  const many = Float64Array.from({ length: 3001 }, () =>
    random.uniform() < 0.1 ? Number.NaN : Math.round(40 * random.uniform()) - 20,
  );
  const worth = (player: number) => (Number.isNaN(many[player]!) ? Number.NEGATIVE_INFINITY : many[player]!);
  const byPower = (a: number, b: number) => (worth(a) === worth(b) ? a - b : worth(b) - worth(a));
  const groups = groupsOfPlayers([{ width: 7 }, { width: 2000 }, { width: 994 }]);
  const players = [...many.keys()];
  expect([...orderPlayers(many, groups, "ranked")]).toEqual(players.toSorted(byPower));
  expect([...orderPlayers(many, groups, "by-layer")]).toEqual(
    players.toSorted((a, b) => groups[a]! - groups[b]! || byPower(a, b)),
  );
});

it("orders nobody where there is nobody", () => {
  expect(orderPlayers(new Float64Array(0), new Int32Array(0), "by-layer")).toHaveLength(0);
});

it("spans all intervals and zero", () => {
  const estimate = { power, standardError: power, degreesOfFreedom: 3, evaluations: 8 };
  expect(powerDomain(estimate, [[-0.05, 0.25], null, null, [0.1, 0.42]])).toEqual([-0.05, 0.42]);
});
