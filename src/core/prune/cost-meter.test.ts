import { expect, test } from "vitest";
import { randomModel } from "../../../test/random-model.ts";
import { dependencyGraphOf } from "../dependency/dependency-graph-of.ts";
import { playersOf } from "../game/players.ts";
import { costOf } from "../model/cost.ts";
import { seededRandom } from "../random/random-source.ts";
import { constraintsOf } from "./constraints.ts";
import { costMeter } from "./cost-meter.ts";
import { planFrom } from "./plan-from.ts";
import { selectUnits } from "./select-units.ts";
import { prune } from "./surgery.ts";

test("costs what the network costs that the selection is cut down to, on random networks", () => {
  let cut = 0;
  for (let seed = 0; seed < 80; seed++) {
    const random = seededRandom(seed, "cost-meter");
    const model = randomModel(random);
    const graph = dependencyGraphOf(model);
    const players = playersOf(graph);
    if (players.count === 0) continue;
    const power = Float64Array.from({ length: players.count }, () => random.uniform());
    const floor = players.groups.length;
    const count = floor + random.integer(players.count - floor + 1);
    const selection = selectUnits(power, constraintsOf([], players), { count });
    expect(costMeter(model, graph, players)(selection)).toEqual(
      costOf(prune(model, graph, planFrom(selection, players))),
    );
    cut += count < players.count ? 1 : 0;
  }
  expect(cut).toBeGreaterThan(20);
});
