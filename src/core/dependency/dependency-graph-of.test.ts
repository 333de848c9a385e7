import { describe, expect, it } from "vitest";
import {
  activate,
  add,
  batchNorm,
  concat,
  conv,
  dense,
  depthwise,
  dropout,
  embedding,
  flatten,
  globalPool,
  input,
  lenet,
  network,
  reshape,
  select,
} from "../../../test/layers.ts";
import type { Model } from "../model/model.ts";
import { prune } from "../prune/surgery.ts";
import type { DependencyGraph } from "./dependency-graph.ts";
import { dependencyGraphOf } from "./dependency-graph-of.ts";

const widths = (graph: DependencyGraph) => Object.fromEntries(graph.groups.map(({ id, width }) => [id, width]));
const reasons = (model: Model) =>
  Object.fromEntries(dependencyGraphOf(model).frozen.map(({ layer, reason }) => [layer, reason]));
const site = (graph: DependencyGraph, consumer: string) => [
  ...graph.maskSites.find((each) => each.consumer === consumer)!.units,
];

describe("groups", () => {
  it("are the hidden layers of LeNet-5, and the outputs are frozen", () => {
    const graph = dependencyGraphOf(lenet());
    expect(widths(graph)).toEqual({ conv1: 6, conv2: 16, dense1: 120, dense2: 84 });
    expect([...graph.unitOffset]).toEqual([0, 6, 22, 142, 226]);
    expect(graph.frozen.map(({ layer }) => layer)).toEqual(["output"]);
    expect(graph.frozen[0].reason).toMatch(/network's outputs/);
  });

  it("list where a unit is made, followed and read", () => {
    const graph = dependencyGraphOf(
      network(
        input([2, 2, 1]),
        conv("c", "input", [1, 1, 1, 2]),
        batchNorm("n", "c", 2),
        flatten("f", "n", "channels-first"),
        dropout("o", "f"),
        dense("d", "o", 8, 3),
      ),
    );
    const couplings = graph.groups[0].couplings.map(({ layer, weight, axis, role, indices }) =>
      [layer, weight, axis, role, indices.map((list) => list.join(" ")).join(" | ")].join(", "),
    );
    expect(couplings).toEqual([
      "c, kernel, 3, producer, 0 | 1",
      "c, bias, 0, producer, 0 | 1",
      "n, gamma, 0, follower, 0 | 1",
      "n, beta, 0, follower, 0 | 1",
      "n, mean, 0, follower, 0 | 1",
      "n, variance, 0, follower, 0 | 1",
      "d, kernel, 0, consumer, 0 1 2 3 | 4 5 6 7",
    ]);
  });

  it("spread over a flattened tensor with the channels last", () => {
    const model = network(input([3, 1]), conv("c", "input", [1, 1, 2]), flatten("f", "c"), dense("d", "f", 6, 3));
    const reader = dependencyGraphOf(model).groups[0].couplings.find(({ role }) => role === "consumer");
    expect(reader?.indices.map((list) => [...list])).toEqual([
      [0, 2, 4],
      [1, 3, 5],
    ]);
  });

  it("join the layers that an addition couples", () => {
    const model = network(
      input([4]),
      dense("a", "input", 4, 3),
      dense("b", "a", 3, 3),
      add("sum", "a", "b"),
      dense("out", "sum", 3, 2),
    );
    const graph = dependencyGraphOf(model);
    expect(widths(graph)).toEqual({ "a+b": 3 });
    expect(graph.groups[0].producers).toEqual(["a", "b"]);
    expect(graph.maskSites.map(({ consumer }) => consumer)).toEqual(["b", "out"]);
  });

  it("split a layer whose channels are added to different layers", () => {
    const model = network(
      input([4]),
      dense("a", "input", 4, 2),
      dense("b", "input", 4, 3),
      concat("ab", "a", "b"),
      dense("c", "input", 4, 5),
      add("sum", "ab", "c"),
      dense("out", "sum", 5, 2),
    );
    const graph = dependencyGraphOf(model);
    expect(widths(graph)).toEqual({ "a+c": 2, "b+c": 3 });
    expect(site(graph, "out")).toEqual([0, 1, 2, 3, 4]);
  });

  it("keep the channels that come from the input out of the masks", () => {
    const model = network(
      input([4, 4, 2]),
      { ...conv("c", "input", [3, 3, 2, 2]), padding: "same" },
      concat("both", "input", "c"),
      depthwise("d", "both", [2, 2, 4, 2]),
      globalPool("g", "d"),
      dense("out", "g", 8, 2),
    );
    expect(site(dependencyGraphOf(model), "out")).toEqual([-1, -1, -1, -1, 0, 0, 1, 1]);
  });

  it("are split where channels go different ways, so that no way runs dry", () => {
    const model = network(
      input([4]),
      dense("a", "input", 4, 5),
      select("left", "a", [0, 1]),
      select("right", "a", [4, 3, 2]),
      dense("b", "left", 2, 3),
      dense("c", "right", 3, 3),
      concat("both", "b", "c"),
      dense("out", "both", 6, 2),
    );
    const graph = dependencyGraphOf(model);
    expect(widths(graph)).toEqual({ a: 2, "a (2)": 3, b: 3, c: 3 });
    expect(site(graph, "c")).toEqual([4, 3, 2]);
    const smallest = prune(model, graph, { keep: graph.groups.map(({ id }) => ({ group: id, units: [1] })) });
    expect(smallest.layers.flatMap((layer) => (layer.kind === "channel-select" ? [layer.channels] : []))).toEqual([
      [0],
      [1],
    ]);
  });

  it("have no say in channels that are dropped", () => {
    const model = network(
      input([4]),
      dense("a", "input", 4, 4),
      select("some", "a", [0, 2]),
      dense("out", "some", 2, 2),
    );
    const graph = dependencyGraphOf(model);
    expect(widths(graph)).toEqual({ a: 2 });
    expect(graph.groups[0].couplings[0].indices.map((list) => [...list])).toEqual([[0], [2]]);
  });

  it("lose constant channels with the units that these are added to", () => {
    const model = network(
      input([4]),
      dense("a", "input", 4, 2),
      select("wide", "a", [-1, 0, 1]),
      dense("b", "input", 4, 3),
      add("sum", "wide", "b"),
      dense("out", "sum", 3, 2),
    );
    const graph = dependencyGraphOf(model);
    // b's first channel meets a zero only, and one unit has to stay
    expect(widths(graph)).toEqual({ "a+b": 2 });
    expect(site(graph, "out")).toEqual([-1, 0, 1]);
  });

  it("pass through a reshape that keeps the channels apart", () => {
    const model = network(
      input([2, 2, 1]),
      conv("c", "input", [1, 1, 1, 3]),
      reshape("rows", "c", [2, 6]),
      dense("out", "rows", 6, 2),
    );
    const graph = dependencyGraphOf(model);
    expect(site(graph, "out")).toEqual([0, 1, 2, 0, 1, 2]);
    expect(prune(model, graph, { keep: [{ group: "c", units: [1] }] }).layers[2]).toMatchObject({ shape: [2, -1] });
    const open = { ...model, layers: model.layers.map((l) => (l.id === "rows" ? reshape("rows", "c", [-1, 6]) : l)) };
    const pruned = prune(open, dependencyGraphOf(open), { keep: [{ group: "c", units: [0, 1] }] });
    expect(pruned.layers[2]).toMatchObject({ shape: [-1, 4] });
  });

  it("are the words' features of an embedding", () => {
    const model = network(input([4]), embedding("e", "input", 9, 3), globalPool("p", "e"), dense("out", "p", 3, 2));
    const [group] = dependencyGraphOf(model).groups;
    expect(group.couplings.map(({ layer, axis, role }) => [layer, axis, role])).toEqual([
      ["e", 1, "producer"],
      ["out", 0, "consumer"],
    ]);
  });

  it("freeze only the channels of a layer that must stay", () => {
    // a's first two channels are added to the input, its other two are free
    const model = network(
      input([2]),
      dense("a", "input", 2, 4),
      dense("b", "input", 2, 2),
      concat("wide", "input", "b"),
      add("sum", "a", "wide"),
      dense("out", "sum", 4, 2),
    );
    const graph = dependencyGraphOf(model);
    expect(widths(graph)).toEqual({ "a+b": 2 });
    expect(site(graph, "out")).toEqual([-1, -1, 0, 1]);
    expect(graph.frozen.map(({ layer }) => layer)).toEqual(["out"]);
  });
});

describe("frozen layers", () => {
  it("say that they are added to the input", () => {
    const model = network(input([3]), dense("a", "input", 3, 3), add("s", "a", "input"), dense("out", "s", 3, 2));
    expect(reasons(model).a).toMatch(/network's input/);
  });

  it("say that they are added to the outputs", () => {
    const model = network(input([3]), dense("a", "input", 3, 2), dense("b", "a", 2, 2), add("s", "a", "b"));
    expect(Object.keys(reasons(model))).toEqual(["a", "b"]);
    expect(reasons(model).a).toMatch(/network's outputs/);
  });

  it("name the softmax that mixes them, fused or not", () => {
    const fused = network(input([3]), dense("a", "input", 3, 3, "softmax"), dense("out", "a", 3, 2));
    expect(reasons(fused).a).toMatch(/softmax in "a"/);
    const apart = network(
      input([3]),
      dense("a", "input", 3, 3),
      activate("mix", "a", "log-softmax"),
      dense("out", "mix", 3, 2),
    );
    expect(reasons(apart).a).toMatch(/softmax in "mix"/);
  });

  it("say that nothing reads them", () => {
    const model = { ...network(input([3]), dense("out", "input", 3, 2), dense("a", "out", 2, 3)), output: "out" };
    expect(reasons(model).a).toMatch(/Nothing that leads to the prediction/);
  });

  it("have one unit only", () => {
    const model = network(input([3]), dense("a", "input", 3, 1), dense("out", "a", 1, 2));
    expect(reasons(model).a).toBe("It has only one unit.");
    expect(dependencyGraphOf(model).maskSites).toEqual([]);
  });

  it("are the outputs through a pool or a flatten", () => {
    const model = network(input([3, 3, 1]), conv("c", "input", [2, 2, 1, 3]), globalPool("g", "c"));
    expect(reasons(model).c).toMatch(/network's outputs/);
  });
});

it("is plain enough to be kept: typed arrays and JSON only", () => {
  const graph = dependencyGraphOf(lenet());
  expect(structuredClone(graph)).toEqual(graph);
});
