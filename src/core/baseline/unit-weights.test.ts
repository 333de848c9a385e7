import { expect, it } from "vitest";
import { randomModel } from "../../../test/random-model.ts";
import { dependencyGraphOf } from "../dependency/dependency-graph-of.ts";
import { playersOf } from "../game/players.ts";
import { seededRandom } from "../random/random-source.ts";
import { unitWeights } from "./unit-weights.ts";

it("finds weights that make every unit of random networks, as many for all units of a group", () => {
  let units = 0;
  for (let seed = 0; seed < 40; seed++) {
    const model = randomModel(seededRandom(seed, "unit-weights"));
    const graph = dependencyGraphOf(model);
    const players = playersOf(graph);
    const sizes = unitWeights(model, graph, players).map((slices) =>
      slices.reduce((sum, { values }) => sum + values.length, 0),
    );
    sizes.forEach((size, player) => {
      expect(size).toBeGreaterThan(0);
      expect(size).toBe(sizes[players.groupOf.indexOf(players.groupOf[player]!)]);
    });
    units += sizes.length;
  }
  expect(units).toBeGreaterThan(100);
});
