import { describe, expect, it } from "vitest";
import {
  activate,
  add,
  attention,
  batchNorm,
  conv,
  dense,
  depthwise,
  embedding,
  flatten,
  globalPool,
  input,
  layerNorm,
  lenet,
  multiply,
  network,
  recurrent,
  reshape,
  select,
} from "../../../test/layers.ts";
import { randomModel } from "../../../test/random-model.ts";
import { costOf } from "../model/cost.ts";
import type { Model } from "../model/model.ts";
import { weightsOf } from "../model/model.ts";
import { prune } from "../prune/surgery.ts";
import { seededRandom } from "../random/random-source.ts";
import { dependencyGraphOf } from "./dependency-graph-of.ts";
import { preflightOf } from "./preflight-of.ts";

const report = (model: Model) => preflightOf(model, dependencyGraphOf(model));
const layerOf = (model: Model, id: string) => report(model).layers.find((layer) => layer.id === id)!;

it("numbers the units that a layer's channels are through all groups, and says what it reads", () => {
  const model = lenet();
  const graph = dependencyGraphOf(model);
  const { layers } = report(model);
  const known = (id: string) => layers.find((layer) => layer.id === id)!;
  const [first = 0, second = 0] = [...graph.unitOffset.subarray(1, 3)];
  expect(known("conv1").units).toEqual(Array.from({ length: first }, (_, unit) => unit));
  expect(known("conv2").units).toEqual(Array.from({ length: second - first }, (_, unit) => first + unit));
  expect(new Set(known(model.output).units)).toEqual(new Set([-1]));
  expect(known("conv1").inputs).toEqual(["input"]);
  expect(known("pool1").units).toBeUndefined();
});

describe("the report on LeNet-5", () => {
  const lenetReport = report(lenet());

  it("is plain JSON with a line for every layer", () => {
    expect(JSON.parse(JSON.stringify(lenetReport))).toEqual(lenetReport);
    expect(lenetReport.layers.map(({ id, standing }) => [id, standing])).toEqual([
      ["input", "plain"],
      ["conv1", "prunable"],
      ["pool1", "follows"],
      ["conv2", "prunable"],
      ["pool2", "follows"],
      ["flatten", "follows"],
      ["dense1", "prunable"],
      ["dense2", "prunable"],
      ["output", "frozen"],
    ]);
    expect(lenetReport.units).toBe(226);
    expect(lenetReport.cost.parameters).toBe(61_706);
  });

  it("says what each layer makes, carries and reads, and its floor", () => {
    const [, conv1, , conv2, , flat, , , output] = lenetReport.layers;
    expect(conv1).toMatchObject({ groups: ["conv1"], reads: [], channels: { total: 6, prunable: 6, floor: 1 } });
    expect(conv2).toMatchObject({ groups: ["conv2"], reads: ["conv1"], words: "conv 5 × 5, 16 filters, valid, relu" });
    // one filter fills 25 places
    expect(flat).toMatchObject({ groups: ["conv2"], channels: { total: 400, prunable: 400, floor: 25 } });
    expect(output).toMatchObject({ reads: ["dense2"], channels: { total: 10, prunable: 0, floor: 10 } });
    expect(output.frozen).toMatch(/network's outputs/);
    expect(lenetReport.layers.filter(({ frozen }) => frozen !== undefined).length).toBe(1);
  });

  it("lists every place that a cut of conv2 touches, and what a filter costs", () => {
    const group = lenetReport.groups.find(({ id }) => id === "conv2")!;
    expect(group.carriers).toEqual(["conv2", "pool2", "flatten"]);
    expect(
      group.places.map(({ layer, weight, axis, role, indicesPerUnit: { least, most } }) =>
        [layer, weight, axis, role, least, most].join(" "),
      ),
    ).toEqual(["conv2 kernel 3 producer 1 1", "conv2 bias 0 producer 1 1", "dense1 kernel 0 consumer 25 25"]);
    expect(group.unitCost.parameters).toBeCloseTo(25 * 6 + 1 + 25 * 120, 6);
    expect(group.unitCost.macs).toBeCloseTo(100 * 25 * 6 + 25 * 120, 6);
    expect(group.floor).toBe(1);
  });
});

const residual = network(
  input([8, 8, 3]),
  { ...conv("stem", "input", [3, 3, 3, 4]), padding: "same" },
  { ...conv("inner", "stem", [3, 3, 4, 6], "relu"), padding: "same" },
  batchNorm("norm", "inner", 6),
  { ...conv("outer", "norm", [3, 3, 6, 4]), padding: "same" },
  add("sum", "outer", "stem"),
  // squeeze and excitation
  globalPool("squeeze", "sum"),
  dense("narrow", "squeeze", 4, 2, "relu"),
  dense("wide", "narrow", 2, 4, "sigmoid"),
  reshape("gate", "wide", [1, 1, 4]),
  multiply("scaled", "sum", "gate"),
  // a shortcut without weights into twice the channels
  { id: "thin", kind: "slice", inputs: ["scaled"], begin: [0, 0], size: [4, 4], strides: [2, 2] },
  select("zeros", "thin", [-1, -1, 0, 1, 2, 3, -1, -1]),
  { ...conv("down", "scaled", [3, 3, 4, 8]), padding: "same", strides: [2, 2] },
  add("end", "down", "zeros"),
  activate("relu", "end", "relu"),
  globalPool("pool", "relu"),
  dense("out", "pool", 8, 3),
);

describe("the report on a residual network", () => {
  it("couples what is added and multiplied, channel by channel", () => {
    const { groups } = report(residual);
    expect(groups.map(({ id, width }) => [id, width])).toEqual([
      ["stem+outer+wide+down", 4],
      ["inner", 6],
      ["narrow", 2],
      ["down", 4],
    ]);
    expect(layerOf(residual, "outer")).toMatchObject({
      coupledWith: ["stem", "wide", "down"],
      reads: ["inner"],
    });
    expect(layerOf(residual, "outer").frozen).toBeUndefined();
    expect(layerOf(residual, "down")).toMatchObject({
      groups: ["down", "stem+outer+wide+down"],
      channels: { total: 8, prunable: 8, floor: 2 },
    });
    expect(layerOf(residual, "norm")).toMatchObject({ standing: "follows", groups: ["inner"], coupledWith: ["inner"] });
    expect(layerOf(residual, "zeros")).toMatchObject({ standing: "follows", channels: { floor: 2 } });
  });

  it("lists the selection among the places", () => {
    const [first, , , last] = report(residual).groups;
    const selections = (group: typeof first) =>
      group.places.filter(({ role }) => role === "selection").map(({ layer, axis }) => [layer, axis]);
    expect(selections(first)).toEqual([
      ["zeros", 0],
      ["zeros", 1],
    ]);
    expect(selections(last)).toEqual([["zeros", 1]]);
  });

  it("knows the smallest network that can be reached", () => {
    const graph = dependencyGraphOf(residual);
    const keep = graph.groups.map(({ id, width }) => ({ group: id, units: [width - 1] }));
    expect(report(residual).floorCost).toEqual(costOf(prune(residual, graph, { keep })));
  });
});

it("says what cutting a unit saves as cutting it does", () => {
  for (let seed = 0; seed < 30; seed++) {
    const model = randomModel(seededRandom(seed, "preflight"), { kinds: "all" });
    const graph = dependencyGraphOf(model);
    const before = costOf(model);
    for (const { id, width, unitCost, floor } of preflightOf(model, graph).groups) {
      const saved = Array.from({ length: width }, (_, cut) => {
        const units = Array.from({ length: width }, (_unit, unit) => unit).filter((unit) => unit !== cut);
        return costOf(prune(model, graph, { keep: [{ group: id, units }] }));
      });
      const mean = (of: "parameters" | "macs") => saved.reduce((sum, cost) => sum + before[of] - cost[of], 0) / width;
      expect(unitCost.parameters, `seed ${seed} ${id}`).toBeCloseTo(mean("parameters"), 6);
      expect(unitCost.macs, `seed ${seed} ${id}`).toBeCloseTo(mean("macs"), 6);
      expect(floor).toBe(1);
    }
  }
});

describe("why layers stay", () => {
  it("is said of every layer with weights that is not pruned, on random networks", () => {
    let frozen = 0;
    for (let seed = 0; seed < 100; seed++) {
      const model = randomModel(seededRandom(seed, "frozen"), { kinds: "all" });
      for (const [index, layer] of report(model).layers.entries()) {
        if (Object.keys(weightsOf(model.layers[index])).length === 0) continue;
        expect(layer.standing).not.toBe("plain");
        if (layer.standing !== "frozen") continue;
        frozen++;
        expect(layer.frozen, `seed ${seed} ${layer.id}`).toMatch(/\.$/);
      }
    }
    expect(frozen).toBeGreaterThan(150);
  });

  it.each<[string, Model, RegExp]>([
    [
      "a",
      network(input([4, 3]), dense("a", "input", 3, 5), layerNorm("b", "a", 5), dense("out", "b", 5, 2)),
      /layer norm "b" scales/,
    ],
    [
      "b",
      network(input([4, 3]), dense("a", "input", 3, 5), layerNorm("b", "a", 5), dense("out", "b", 5, 2)),
      /layer norm "b" scales/,
    ],
    ["e", network(input([4]), embedding("e", "input", 9, 3), recurrent("r", "e", "lstm", 3, 2)), /recurrent layer "r"/],
    [
      "r",
      network(input([4, 3]), recurrent("r", "input", "gru", 3, 4), dense("out", "r", 4, 2)),
      /recurrent layer "r" is kept whole/,
    ],
    [
      "a",
      network(input([4, 3]), attention("a", "input", 1, 3, 2), flatten("f", "a"), dense("out", "f", 12, 2)),
      /attention "a" is kept whole/,
    ],
    [
      "c",
      network(
        input([5, 4]),
        conv("c", "input", [1, 4, 4]),
        { ...conv("g", "c", [1, 2, 4]), groups: 2 },
        flatten("f", "g"),
        dense("out", "f", 20, 2),
      ),
      /"g" reads and makes channels in 2 groups of equal size/,
    ],
    [
      "c",
      network(
        input([5, 5, 1]),
        conv("c", "input", [1, 1, 1, 4]),
        { id: "t", kind: "permute", inputs: ["c"], axes: [2, 0, 1] },
        flatten("f", "t"),
        dense("out", "f", 100, 2),
      ),
      /"t" exchanges channels with places/,
    ],
    [
      "d",
      network(
        input([3]),
        dense("d", "input", 3, 8),
        reshape("s", "d", [2, 2, 2]),
        conv("c", "s", [1, 1, 2, 3]),
        flatten("f", "c"),
        dense("out", "f", 12, 2),
      ),
      /"s" spreads channels over several axes/,
    ],
    [
      "g",
      network(
        input([4, 4, 2]),
        conv("c", "input", [1, 1, 2, 3]),
        conv("g", "c", [1, 1, 3, 1], "sigmoid"),
        multiply("m", "c", "g"),
        globalPool("p", "m"),
        dense("out", "p", 3, 2),
      ),
      /"m" repeats its one channel/,
    ],
    [
      "d",
      network(
        input([4, 4, 2]),
        { ...depthwise("d", "input", [2, 2, 2, 1]) },
        globalPool("p", "d"),
        dense("out", "p", 2, 2),
      ),
      /network's input/,
    ],
  ])("of %s in words", (id, model, words) => {
    expect(layerOf(model, id)).toMatchObject({ standing: "frozen", frozen: expect.stringMatching(words) });
  });

  it("leaves what is gated by a single channel free", () => {
    const model = network(
      input([4, 4, 2]),
      conv("c", "input", [1, 1, 2, 3]),
      conv("g", "c", [1, 1, 3, 1], "sigmoid"),
      multiply("m", "c", "g"),
      globalPool("p", "m"),
      dense("out", "p", 3, 2),
    );
    expect(layerOf(model, "c")).toMatchObject({ standing: "prunable", channels: { prunable: 3 } });
  });
});
