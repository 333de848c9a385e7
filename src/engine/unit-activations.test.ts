import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
import { conv, dense, flatten, input, network, tensor } from "../../test/layers.ts";
import { dependencyGraphOf } from "../core/dependency/dependency-graph-of.ts";
import { playersOf } from "../core/game/players.ts";
import { unitActivations } from "./unit-activations.ts";

const reader =
  (inputs: readonly number[] | Float32Array, size: number) =>
  (rows: Int32Array): Float32Array =>
    Float32Array.from([...rows].flatMap((row) => [...inputs.slice(row * size, (row + 1) * size)]));

describe.each(["wasm", "cpu"] as const)("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it("reads means of |a| and the share of zeros, over examples and places", async () => {
    const plain = conv("c", "input", [1, 1, 1, 3], "relu");
    const filters = { ...plain, weights: { kernel: tensor([1, 1, 1, 3], [1, -1, 2]), bias: tensor([3], [0, 0, 1]) } };
    const model = network(input([1, 2, 1]), filters, flatten("f", "c"), dense("out", "f", 6, 2, "softmax"));
    const graph = dependencyGraphOf(model);
    // places 1 and -3; then 5 and 0
    const inputsOf = reader([1, -3, 5, 0], 2);
    const before = liveTensors();
    const seen = await unitActivations(model, graph, playersOf(graph), inputsOf, Int32Array.of(0, 1));
    expect(liveTensors()).toBe(before);
    expect([...seen.mean]).toEqual([6 / 4, 3 / 4, (3 + 0 + 11 + 1) / 4]);
    expect([...seen.zeros]).toEqual([2 / 4, 3 / 4, 1 / 4]);
  });
});
