import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
import { conv, dense, flatten, input, network, tensor } from "../../test/layers.ts";
import { dependencyGraphOf } from "../core/dependency/dependency-graph-of.ts";
import { playersOf } from "../core/game/players.ts";
import { type UnitPeaks, unitPeaks } from "./unit-peaks.ts";

async function drained(pass: AsyncGenerator<number, UnitPeaks>) {
  const steps: number[] = [];
  for (;;) {
    const { value, done } = await pass.next();
    if (done) return { steps, peaks: value };
    steps.push(value);
  }
}

describe.each(["wasm", "cpu"] as const)("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it("keeps the examples that each unit is most active on, the highest place of each counting", async () => {
    const plain = conv("c", "input", [1, 1, 1, 2], "relu");
    const filters = { ...plain, weights: { kernel: tensor([1, 1, 1, 2], [1, -1]), bias: tensor([2], [0, 0]) } };
    const model = network(input([1, 2, 1]), filters, flatten("f", "c"), dense("out", "f", 4, 2, "softmax"));
    const graph = dependencyGraphOf(model);
    // two places an example: 1 and -3; 5 and 0; 2 and 2; -1 and -1
    const values = [1, -3, 5, 0, 2, 2, -1, -1];
    const inputsOf = (rows: Int32Array) =>
      Float32Array.from([...rows].flatMap((row) => values.slice(2 * row, 2 * row + 2)));
    const before = liveTensors();
    const pass = unitPeaks(model, graph, playersOf(graph), inputsOf, Int32Array.of(0, 1, 2, 3), 3);
    const { steps, peaks } = await drained(pass);
    expect(liveTensors()).toBe(before);
    expect(steps).toEqual([4]);
    expect([...peaks.rows]).toEqual([1, 2, 0, 0, 3, 1]);
    expect([...peaks.values]).toEqual([5, 2, 1, 3, 1, 0]);
    expect([...peaks.active]).toEqual([0.75, 0.5]);
  });
});

it("has no row where there are fewer examples than are wanted", async () => {
  await startBackend("cpu");
  const model = network(input([2]), dense("d", "input", 2, 2, "relu"), dense("out", "d", 2, 2, "softmax"));
  const graph = dependencyGraphOf(model);
  const inputsOf = (rows: Int32Array) => new Float32Array(2 * rows.length).fill(1);
  const { peaks } = await drained(unitPeaks(model, graph, playersOf(graph), inputsOf, Int32Array.of(7), 2));
  expect([...peaks.rows]).toEqual([7, -1, 7, -1]);
});
