import { expect, it } from "vitest";
import {
  activate,
  add,
  batchNorm,
  concat,
  conv,
  dense,
  depthwise,
  flatten,
  globalPool,
  input,
  network,
  pool,
} from "../../../test/layers.ts";
import { dependencyGraphOf } from "../dependency/dependency-graph-of.ts";
import type { Model } from "../model/model.ts";
import { prune } from "../prune/surgery.ts";
import { repairSites } from "./repair-sites.ts";

/** The sites behind a cut of these units, others whole: "layer: kept outputs". */
function sitesOf(model: Model, keep: Readonly<Record<string, readonly number[]>>): string[] {
  const graph = dependencyGraphOf(model);
  const plan = { keep: Object.entries(keep).map(([group, units]) => ({ group, units })) };
  const sites = repairSites(model, prune(model, graph, plan), graph, plan);
  return sites.map(({ layer, kept, ...site }) => {
    const normed = site.kind === "linear" && site.normed ? ", normed" : "";
    return `${layer.id}: ${[...kept].join(" ")}${normed}`;
  });
}

const chain = network(
  input([6, 6, 1]),
  conv("first", "input", [3, 3, 1, 3], "relu"),
  pool("pool", "first", [2, 2]),
  conv("second", "pool", [2, 2, 3, 2], "relu"),
  flatten("flat", "second"),
  dense("hidden", "flat", 2, 4, "relu"),
  dense("out", "hidden", 4, 2),
);

it("begins behind the first cut and goes on to the end", () => {
  expect(sitesOf(chain, { first: [0, 2] })).toEqual(["second: 0 1", "hidden: 0 1 2 3", "out: 0 1"]);
  expect(sitesOf(chain, { second: [1] })).toEqual(["hidden: 0 1 2 3", "out: 0 1"]);
  expect(sitesOf(chain, { first: [1], second: [1], hidden: [0, 3] })).toEqual(["second: 1", "hidden: 0 3", "out: 0 1"]);
});

it("finds nothing where nothing is cut", () => {
  expect(sitesOf(chain, { first: [0, 1, 2] })).toEqual([]);
});

it("goes through norms, channel by channel, and through both branches of a sum", () => {
  const plain = (id: string, from: string, kernel: readonly number[]) => conv(id, from, kernel);
  const residual = network(
    input([4, 4, 1]),
    plain("stem", "input", [1, 1, 1, 3]),
    plain("inner", "stem", [1, 1, 3, 4]),
    batchNorm("norm", "inner", 4),
    activate("relu", "norm", "relu"),
    depthwise("depth", "relu", [1, 1, 4, 2]),
    plain("back", "depth", [1, 1, 8, 3]),
    add("sum", "stem", "back"),
    plain("after", "sum", [1, 1, 3, 2]),
    globalPool("mean", "after"),
    dense("out", "mean", 2, 2),
  );
  expect(sitesOf(residual, { inner: [1, 3] })).toEqual(["back: 0 1 2", "after: 0 1", "out: 0 1"]);
  expect(sitesOf(residual, { inner: [1, 3], "stem+back": [0] })).toEqual([
    "inner: 1 3, normed",
    "norm: 1 3",
    "depth: 2 3 6 7",
    "back: 0",
    "after: 0 1",
    "out: 0 1",
  ]);
});

it("goes through a concat", () => {
  const joined = network(
    input([5]),
    dense("left", "input", 5, 3, "relu"),
    dense("right", "input", 5, 2, "relu"),
    concat("both", "left", "right"),
    dense("out", "both", 5, 2),
  );
  expect(sitesOf(joined, { right: [1] })).toEqual(["out: 0 1"]);
});
