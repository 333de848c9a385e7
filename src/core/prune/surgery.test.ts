import { describe, expect, it } from "vitest";
import { conv, dense, flatten, input, lenet, network, tensor } from "../../../test/layers.ts";
import { randomInputs, randomModel, randomPlan } from "../../../test/random-model.ts";
import { randomInputsOf } from "../../../test/random-sequences.ts";
import type { DependencyGraph } from "../dependency/dependency-graph.ts";
import { dependencyGraphOf } from "../dependency/dependency-graph-of.ts";
import { FailureError } from "../failure.ts";
import { costOf } from "../model/cost.ts";
import type { Model } from "../model/model.ts";
import { runReference } from "../model/reference-network.ts";
import { inputOf, outputShapes } from "../model/shapes.ts";
import { seededRandom } from "../random/random-source.ts";
import type { PruningPlan } from "./pruning-plan.ts";
import { prune } from "./surgery.ts";

/** 1 for every unit that the plan keeps, by the graph's unit numbers. */
function unitsKept(graph: DependencyGraph, plan: PruningPlan): Uint8Array {
  const units = new Uint8Array(graph.unitOffset[graph.groups.length]).fill(1);
  graph.groups.forEach(({ id }, index) => {
    const kept = plan.keep.find(({ group }) => group === id)?.units;
    if (kept === undefined) return;
    units.fill(0, graph.unitOffset[index], graph.unitOffset[index + 1]);
    for (const unit of kept) units[graph.unitOffset[index] + unit] = 1;
  });
  return units;
}

const maskedDifference = (model: Model, seed: string) => {
  const random = seededRandom(seed, "plan");
  const graph = dependencyGraphOf(model);
  const plan = randomPlan(graph, random);
  const pruned = prune(model, graph, plan);
  const units = unitsKept(graph, plan);
  const inputs = randomInputsOf(model, 3, random);
  const masked = runReference(model, inputs, 3, { mask: { graph, units } });
  const small = runReference(pruned, inputs, 3);
  expect(small.length).toBe(masked.length);
  const difference = Math.max(...masked.map((y, i) => Math.abs(y - small[i]) / (1 + Math.abs(y))));
  return { difference, cut: units.filter((unit) => unit === 0).length, graph, pruned, masked };
};

describe("masked network = pruned network", () => {
  it("on 300 random models and plans, branching ones included", () => {
    const seen = { cut: 0, branching: 0, coupled: 0, moved: 0, kinds: new Set<string>() };
    for (let seed = 0; seed < 300; seed++) {
      const model = randomModel(seededRandom(seed, "model"));
      const { difference, cut, graph, pruned, masked } = maskedDifference(model, String(seed));
      expect(difference, `seed ${seed}`).toBeLessThanOrEqual(1e-5);
      if (cut > 0) {
        seen.cut++;
        expect(costOf(pruned).parameters).toBeLessThan(costOf(model).parameters);
        const full = runReference(model, randomInputs(inputOf(model).shape, 3, seededRandom(String(seed), "plan")), 3);
        if (full.some((y, i) => y !== masked[i])) seen.moved++;
      }
      if (model.layers.some(({ kind }) => kind === "add" || kind === "concat")) seen.branching++;
      if (graph.groups.some(({ producers }) => producers.length > 1)) seen.coupled++;
      for (const { kind } of model.layers) seen.kinds.add(kind);
    }
    // the comparison above means something only if the generator reaches these
    expect(seen.cut).toBeGreaterThan(200);
    expect(seen.moved).toBeGreaterThan(190);
    expect(seen.branching).toBeGreaterThan(150);
    expect(seen.coupled).toBeGreaterThan(50);
    expect(seen.kinds.size).toBe(13);
  });

  it("on 300 random models of every kind of layer", () => {
    const seen = { cut: 0, moved: 0, selected: 0, reshaped: 0, kinds: new Set<string>() };
    for (let seed = 0; seed < 300; seed++) {
      const model = randomModel(seededRandom(seed, "later"), { kinds: "all" });
      const { difference, cut, pruned, masked } = maskedDifference(model, String(seed));
      expect(difference, `seed ${seed}`).toBeLessThanOrEqual(1e-5);
      for (const { kind } of model.layers) seen.kinds.add(kind);
      if (cut === 0) continue;
      seen.cut++;
      const random = seededRandom(String(seed), "plan");
      randomPlan(dependencyGraphOf(model), random);
      const full = runReference(model, randomInputsOf(model, 3, random), 3);
      if (full.some((y, i) => y !== masked[i])) seen.moved++;
      pruned.layers.forEach((layer, index) => {
        if (layer.kind === "channel-select" && layer !== model.layers[index]) seen.selected++;
        if (layer.kind === "reshape" && layer !== model.layers[index]) seen.reshaped++;
      });
    }
    expect(seen.cut).toBeGreaterThan(200);
    expect(seen.moved).toBeGreaterThan(180);
    expect(seen.selected).toBeGreaterThan(30);
    expect(seen.reshaped).toBeGreaterThan(10);
    expect(seen.kinds.size).toBe(28);
  });

  it("on LeNet-5", () => {
    const { difference, cut } = maskedDifference(lenet(), "lenet-2");
    expect(cut).toBeGreaterThan(50);
    expect(difference).toBeLessThanOrEqual(1e-5);
  });
});

describe("prune", () => {
  const small = () =>
    network(input([2, 2, 1]), conv("c", "input", [1, 1, 1, 3], "relu"), flatten("f", "c"), dense("d", "f", 12, 2));

  it("cuts a filter out of its layer and out of the flattened reader", () => {
    const model = small();
    const pruned = prune(model, dependencyGraphOf(model), { keep: [{ group: "c", units: [0, 2] }] });
    const [, c, , d] = pruned.layers;
    const [, fullC, , fullD] = model.layers;
    if (c.kind !== "conv" || d.kind !== "dense" || fullC.kind !== "conv" || fullD.kind !== "dense") throw new Error();
    expect(c.weights.kernel.shape).toEqual([1, 1, 1, 2]);
    expect([...c.weights.bias!.values]).toEqual([0, 2].map((i) => fullC.weights.bias!.values[i]));
    expect(d.weights.kernel.shape).toEqual([8, 2]);
    const rows = [0, 2, 3, 5, 6, 8, 9, 11];
    expect([...d.weights.kernel.values]).toEqual(
      rows.flatMap((row) => [...fullD.weights.kernel.values.subarray(row * 2, row * 2 + 2)]),
    );
    expect(d.weights.bias).toBe(fullD.weights.bias);
  });

  it("leaves the old model as it was", () => {
    const model = small();
    prune(model, dependencyGraphOf(model), { keep: [{ group: "c", units: [1] }] });
    expect(model).toEqual(small());
  });

  it("returns the same numbers for a plan that cuts nothing", () => {
    const model = small();
    expect(prune(model, dependencyGraphOf(model), { keep: [] })).toEqual(model);
    expect(prune(model, dependencyGraphOf(model), { keep: [{ group: "c", units: [0, 1, 2] }] })).toEqual(model);
  });

  it("gives a model whose every layer fits, with the widths of the plan", () => {
    const model = lenet();
    const keep = [
      { group: "conv1", units: [1, 4] },
      { group: "conv2", units: [0, 3, 15] },
      { group: "dense1", units: [7, 99] },
      { group: "dense2", units: [83] },
    ];
    const shapes = outputShapes(prune(model, dependencyGraphOf(model), { keep }));
    expect(["conv1", "conv2", "flatten", "dense1", "dense2", "output"].map((id) => shapes.get(id)!.at(-1))).toEqual([
      2, 3, 75, 2, 1, 10,
    ]);
  });

  it.each<[string, PruningPlan["keep"], RegExp]>([
    ["an unknown group", [{ group: "ghost", units: [0] }], /"ghost"/],
    ["the network's output", [{ group: "d", units: [0] }], /"d"/],
    ["a unit out of range", [{ group: "c", units: [0, 3] }], /unit 3 of "c", which has units 0 to 2/],
    ["a unit that is no whole number", [{ group: "c", units: [0.5] }], /unit 0.5/],
    ["an empty group", [{ group: "c", units: [] }], /no unit of "c"/],
    ["units out of order", [{ group: "c", units: [2, 0] }], /out of order/],
    ["a unit twice", [{ group: "c", units: [1, 1] }], /twice/],
    [
      "a group twice",
      [
        { group: "c", units: [1] },
        { group: "c", units: [2] },
      ],
      /the group "c" twice/,
    ],
  ])("refuses %s", (_, keep, words) => {
    const model = small();
    try {
      prune(model, dependencyGraphOf(model), { keep });
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(FailureError);
      expect((thrown as FailureError).failure.kind).toBe("settings-invalid");
      expect((thrown as FailureError).message).toMatch(words);
      return;
    }
    throw new Error("the plan was accepted");
  });

  it("refuses the graph of another model", () => {
    const other = network(input([4]), dense("c", "input", 4, 3), dense("d", "c", 3, 2));
    expect(() => prune(small(), dependencyGraphOf(other), { keep: [{ group: "c", units: [0] }] })).toThrow(
      FailureError,
    );
  });

  it("knows nothing of how the weights are laid out but the couplings", () => {
    const model = network(input([2]), dense("a", "input", 2, 3), dense("b", "a", 3, 1));
    const swapped: Model = {
      ...model,
      layers: model.layers.map((layer) =>
        layer.id === "a" && layer.kind === "dense"
          ? { ...layer, weights: { kernel: tensor([2, 3], [1, 2, 3, 4, 5, 6]) } }
          : layer,
      ),
    };
    const pruned = prune(swapped, dependencyGraphOf(swapped), { keep: [{ group: "a", units: [0, 2] }] });
    const a = pruned.layers[1];
    expect(a.kind === "dense" && [...a.weights.kernel.values]).toEqual([1, 3, 4, 6]);
    expect(a.kind === "dense" && a.weights.bias).toBeUndefined();
  });
});
