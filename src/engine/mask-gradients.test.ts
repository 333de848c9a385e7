import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
import { randomInputs, randomModel } from "../../test/random-model.ts";
import { dependencyGraphOf } from "../core/dependency/dependency-graph-of.ts";
import { playersOf } from "../core/game/players.ts";
import { outputKindOf } from "../core/model/output-kind.ts";
import { runReference } from "../core/model/reference-network.ts";
import { inputOf, outputShapes } from "../core/model/shapes.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { maskGradients } from "./mask-gradients.ts";

describe.each(["wasm", "cpu"] as const)("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it("equals central differences of the reference network's log-likelihood on random networks", async () => {
    let compared = 0;
    for (let seed = 0; seed < 60; seed++) {
      const random = seededRandom(seed, "mask-gradients");
      const model = randomModel(random);
      const graph = dependencyGraphOf(model);
      const players = playersOf(graph);
      const width = outputShapes(model).get(model.output)?.at(-1) ?? 0;
      const outputs = (outputShapes(model).get(model.output) ?? []).reduce((a, b) => a * b, 1);
      if (outputKindOf(model) !== "probabilities" || outputs !== width || players.count === 0) continue;
      const shape = inputOf(model).shape;
      const size = shape.reduce((a, b) => a * b, 1);
      const inputs = randomInputs(shape, 3, random);
      const labels = Int32Array.from({ length: 3 }, () => random.integer(width));
      const members = Uint8Array.from({ length: players.count }, () => (random.uniform() < 0.7 ? 1 : 0));
      const inputsOf = (rows: Int32Array) =>
        Float32Array.from([...rows].flatMap((row) => [...inputs.subarray(row * size, (row + 1) * size)]));
      const before = liveTensors();
      const source = maskGradients(model, graph, players, inputsOf);
      const batch = { players: players.count, rows: 1, members };
      const found = await source.gradients(batch, Int32Array.of(0, 1, 2), labels);
      source.dispose();
      expect(liveTensors()).toBe(before);
      const worth = (units: Float64Array) => {
        const probabilities = runReference(model, inputs, 3, { mask: { graph, units } });
        return labels.reduce((sum, label, row) => sum + Math.log(probabilities[row * width + label]), 0) / 3;
      };
      for (let player = 0; player < players.count; player += 3) {
        const units = new Float64Array(graph.unitOffset[graph.groups.length]).fill(1);
        players.graphUnitOf.forEach((unit, p) => {
          units[unit] = members[p];
        });
        const unit = players.graphUnitOf[player];
        const at = (z: number) => {
          const moved = units.slice();
          moved[unit] = z;
          return worth(moved);
        };
        // One-sided kinks (relu, max-pool) make finite differences disagree now and then: a player is skipped where they do.
        const [up, down] = [
          (at(members[player] + 1e-3) - at(members[player])) / 1e-3,
          (at(members[player]) - at(members[player] - 1e-3)) / 1e-3,
        ];
        if (Math.abs(up - down) > 0.02 * (1 + Math.abs(up))) continue;
        expect(Math.abs(found[player] - (up + down) / 2)).toBeLessThan(0.02 * (1 + Math.abs(up)));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(30);
  });
});
