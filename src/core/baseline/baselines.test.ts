import { expect, it } from "vitest";
import { batchNorm, dense, input, network, tensor } from "../../../test/layers.ts";
import { dependencyGraphOf } from "../dependency/dependency-graph-of.ts";
import { additiveGame } from "../game/additive.ts";
import { playersOf } from "../game/players.ts";
import type { DenseLayer } from "../model/model.ts";
import { medianDistances } from "./geometric-median.ts";
import { leaveOneOut } from "./leave-one-out.ts";
import { magnitudes } from "./magnitude.ts";
import { normScales } from "./norm-scale.ts";
import { scaledByLayer, withinLayer } from "./within-layer.ts";

const withKernel = (layer: DenseLayer, values: readonly number[]): DenseLayer => ({
  ...layer,
  weights: { ...layer.weights, kernel: tensor(layer.weights.kernel.shape, values) },
});

// units of a: (3, 4), (0, 0), (3, 0)
const a = withKernel(dense("a", "input", 2, 3), [3, 0, 3, 4, 0, 0]);
const model = network(input([2]), a, batchNorm("n", "a", 3), dense("out", "n", 3, 2));
const graph = dependencyGraphOf(model);
const players = playersOf(graph);

it("takes a unit's magnitude from the weights that make it", () => {
  expect([...magnitudes(model, graph, players, "l1")]).toEqual([7, 0, 3]);
  expect([...magnitudes(model, graph, players, "l2")]).toEqual([5, 0, 3]);
});

it("adds up the weights of all layers that make a coupled unit", () => {
  const coupled = network(
    input([2]),
    a,
    withKernel(dense("b", "input", 2, 3), [1, 1, 0, 1, 0, 0]),
    { id: "s", kind: "add", inputs: ["a", "b"] },
    dense("out", "s", 3, 2),
  );
  const own = dependencyGraphOf(coupled);
  expect([...magnitudes(coupled, own, playersOf(own), "l1")]).toEqual([9, 1, 3]);
});

it("measures how far a unit is from all others of its group", () => {
  // 5 to the zero unit, 4 to (3, 0); 3 between those two
  const steps = medianDistances(model, graph, players);
  let step = steps.next();
  while (!step.done) step = steps.next();
  expect([...step.value]).toEqual([9, 8, 7]);
});

it("reads the scale of the batch norm behind a unit, and says where there is none", () => {
  const norm = model.layers[2];
  const gamma = norm?.kind === "batch-norm" ? norm.weights.gamma : undefined;
  expect([...normScales(model, graph, players)!]).toEqual([...gamma!.values].map(Math.abs));
  const plain = network(input([2]), a, dense("out", "a", 3, 2));
  const own = dependencyGraphOf(plain);
  expect(normScales(plain, own, playersOf(own))).toBeNull();
});

it("makes layers comparable by the norm of what they hold", () => {
  expect([...withinLayer(Float64Array.of(3, 0, 4), players)]).toEqual([0.6, 0, 0.8]);
  expect([...withinLayer(Float64Array.of(0, 0, 0), players)]).toEqual([0, 0, 0]);
  const layers = players.groups.map((group, at) => ({
    group,
    players: Array.from(players.groupOf).filter((g) => g === at).length,
  }));
  expect([...scaledByLayer(Float64Array.of(3, 0, 4), layers)]).toEqual([0.6, 0, 0.8]);
});

it.each([1, 2, 100])("leaves one out at a time, at any pace (%i)", async (pace) => {
  const worths = [0.5, -1, 2];
  const run = leaveOneOut(additiveGame(worths), pace);
  let result = await run.next();
  let steps = 0;
  for (; !result.done; result = await run.next()) steps++;
  expect(steps).toBe(Math.ceil(4 / pace));
  expect([...result.value].map((value) => Number(value.toFixed(12)))).toEqual(worths);
});
