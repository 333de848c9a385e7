import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
import { dense, input, network, tensor } from "../../test/layers.ts";
import { randomInputs, randomModel } from "../../test/random-model.ts";
import { dependencyGraphOf } from "../core/dependency/dependency-graph-of.ts";
import { playersOf } from "../core/game/players.ts";
import { outputKindOf } from "../core/model/output-kind.ts";
import { inputOf, outputShapes } from "../core/model/shapes.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { maskGradients } from "./mask-gradients.ts";
import { unitSlopes } from "./unit-slopes.ts";

const reader =
  (inputs: readonly number[] | Float32Array, size: number) =>
  (rows: Int32Array): Float32Array =>
    Float32Array.from([...rows].flatMap((row) => [...inputs.slice(row * size, (row + 1) * size)]));

describe.each(["wasm", "cpu"] as const)("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it("has the mean size of the mask's derivative, example by example, on random networks", async () => {
    let compared = 0;
    for (let seed = 0; seed < 40; seed++) {
      const random = seededRandom(seed, "unit-slopes");
      const model = randomModel(random);
      const graph = dependencyGraphOf(model);
      const players = playersOf(graph);
      const outputs = outputShapes(model).get(model.output) ?? [];
      if (outputKindOf(model) !== "probabilities" || outputs.length !== 1 || players.count === 0) continue;
      const shape = inputOf(model).shape;
      const size = shape.reduce((a, b) => a * b, 1);
      const inputsOf = reader(randomInputs(shape, 3, random), size);
      const labels = Int32Array.from({ length: 3 }, () => random.integer(outputs[0] ?? 1));
      const before = liveTensors();
      const run = unitSlopes(model, graph, players, inputsOf, Int32Array.of(0, 1, 2), labels);
      let found = await run.next();
      while (!found.done) found = await run.next();
      const source = maskGradients(model, graph, players, inputsOf);
      const all = { players: players.count, rows: 1, members: new Uint8Array(players.count).fill(1) };
      const mean = new Float64Array(players.count);
      for (let row = 0; row < 3; row++) {
        const one = await source.gradients(all, Int32Array.of(row), labels.slice(row, row + 1));
        for (let player = 0; player < players.count; player++) mean[player]! += Math.abs(one[player]!) / 3;
      }
      source.dispose();
      expect(liveTensors()).toBe(before);
      for (let player = 0; player < players.count; player++) {
        expect(Math.abs(found.value.taylor[player]! - mean[player]!)).toBeLessThan(1e-4 * (1 + mean[player]!));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(60);
  });

  it("has the norm of the gradient by the activations of a unit", async () => {
    // one dense unit behind two inputs, then two logits with softmax: d log p_c / d a = w_c - sum p w
    const hidden = { ...dense("h", "input", 1, 2), weights: { kernel: tensor([1, 2], [1, 2]) } };
    const out = { ...dense("out", "h", 2, 2, "softmax"), weights: { kernel: tensor([2, 2], [1, -1, 0.5, 0]) } };
    const model = network(input([1]), hidden, out);
    const graph = dependencyGraphOf(model);
    const run = unitSlopes(
      model,
      graph,
      playersOf(graph),
      reader([0.3, -1], 1),
      Int32Array.of(0, 1),
      Int32Array.of(0, 1),
    );
    let found = await run.next();
    while (!found.done) found = await run.next();
    const expected = [0, 0];
    [0.3, -1].forEach((x, label) => {
      const logits = [x + 0.5 * 2 * x, -x];
      const p = Math.exp(logits[0]!) / (Math.exp(logits[0]!) + Math.exp(logits[1]!));
      const share = label === 0 ? 1 - p : -p;
      expected[0]! += Math.abs(share * 2) / 2;
      expected[1]! += Math.abs(share * 0.5) / 2;
    });
    found.value.gradientNorm.forEach((norm, player) => {
      expect(norm).toBeCloseTo(expected[player]!, 5);
    });
  });
});
