import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
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
} from "../../test/layers.ts";
import { dependencyGraphOf } from "../core/dependency/dependency-graph-of.ts";
import { playersOf } from "../core/game/players.ts";
import type { Model } from "../core/model/model.ts";
import { inputOf } from "../core/model/shapes.ts";
import { planFrom } from "../core/prune/plan-from.ts";
import { isWhole } from "../core/prune/selection.ts";
import { prune } from "../core/prune/surgery.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { repairSites } from "../core/repair/repair-sites.ts";
import { predict } from "./predict.ts";
import { refit } from "./refit.ts";
import { refitEvaluator } from "./refit-evaluator.ts";

const bare = (id: string, from: string, shape: [number, number, number, number]) => {
  const { kernel } = conv(id, from, shape).weights;
  return { ...conv(id, from, shape), weights: { kernel } };
};

const networks: Record<string, Model> = {
  image: network(
    input([9, 9, 2]),
    conv("first", "input", [3, 3, 2, 5], "relu"),
    pool("pool", "first", [2, 2]),
    { ...conv("second", "pool", [2, 2, 5, 4], "relu"), padding: "same" },
    flatten("flat", "second", "channels-first"),
    dense("hidden", "flat", 36, 6, "tanh"),
    dense("out", "hidden", 6, 3, "softmax"),
  ),
  residual: network(
    input([5, 5, 2]),
    conv("stem", "input", [3, 3, 2, 6], "relu"),
    bare("inner", "stem", [1, 1, 6, 6]),
    batchNorm("norm", "inner", 6),
    activate("relu", "norm", "relu"),
    { ...depthwise("depth", "relu", [2, 2, 6, 1]), padding: "same" },
    conv("back", "depth", [1, 1, 6, 6]),
    add("sum", "stem", "back"),
    globalPool("mean", "sum"),
    dense("out", "mean", 6, 3, "softmax"),
  ),
  branches: network(
    input([4]),
    dense("a", "input", 4, 5, "relu"),
    dense("b", "input", 4, 4, "tanh"),
    concat("both", "a", "b"),
    dense("hidden", "both", 9, 6, "relu"),
    dense("out", "hidden", 6, 2),
  ),
};

const rows = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, at) => from + at);

function settingOf(model: Model) {
  const graph = dependencyGraphOf(model);
  const players = playersOf(graph);
  const size = inputOf(model).shape.reduce((product, length) => product * length, 1);
  const random = seededRandom(5, "refit-evaluator");
  const inputs = Float32Array.from({ length: 400 * size }, () => random.uniform() * 2 - 0.7);
  const inputsOf = (some: Int32Array) => {
    const read = new Float32Array(some.length * size);
    some.forEach((row, place) => {
      read.set(inputs.subarray(row * size, (row + 1) * size), place * size);
    });
    return read;
  };
  const selection = () => {
    for (;;) {
      const one = Uint8Array.from({ length: players.count }, () => (random.uniform() < 0.6 ? 1 : 0));
      if (isWhole(one, players)) return one;
    }
  };
  const open = (learn: Int32Array, penalty: number) =>
    refitEvaluator(model, graph, players, inputsOf, learn, penalty, seededRandom(1));
  return { graph, players, inputsOf, selection, open };
}

describe("networks that are refitted after the cut", () => {
  beforeAll(() => startBackend("wasm"));

  it.each(Object.entries(networks))("are what the refit makes of them: %s", async (_, model) => {
    const { graph, players, inputsOf, selection, open } = settingOf(model);
    const [learn, others] = [rows(0, 300), rows(280, 400)];
    const penalty = 1e-3;
    const evaluator = open(learn, penalty);
    for (let trial = 0; trial < 4; trial++) {
      const members = selection();
      const plan = planFrom(members, players);
      const pruned = prune(model, graph, plan);
      const sites = repairSites(model, pruned, graph, plan);
      let refitted = pruned;
      const task = { full: model, pruned, sites, inputsOf, examples: learn };
      for await (const { answer } of refit(task, penalty, seededRandom(1))) refitted = answer.model;
      const batch = { players: players.count, rows: 1, members };
      for (const examples of [learn, others]) {
        const wanted = await predict(refitted, inputsOf(examples), examples.length);
        const { values } = await evaluator.outputs(batch, examples);
        const apart = Math.max(...wanted.map((value, at) => Math.abs(value - (values[at] as number))));
        expect(apart).toBeLessThan(2e-3);
      }
    }
    evaluator.dispose();
  });

  it("are the full network where nothing is cut, and answer for several selections at once", async () => {
    const model = networks.image as Model;
    const { players, inputsOf, selection, open } = settingOf(model);
    const learn = rows(0, 200);
    const evaluator = open(learn, 1e-3);
    const one = selection();
    const all = new Uint8Array(players.count).fill(1);
    const batch = { players: players.count, rows: 2, members: Uint8Array.from([...all, ...one]) };
    const both = await evaluator.outputs(batch, learn);
    const full = await predict(model, inputsOf(learn), learn.length);
    full.forEach((value, at) => {
      expect(both.values[at]).toBeCloseTo(value, 5);
    });
    const alone = await evaluator.outputs({ players: players.count, rows: 1, members: one }, learn);
    expect(both.values.slice(full.length)).toEqual(alone.values);
    evaluator.dispose();
  });

  it("leave no tensor behind", async () => {
    const before = liveTensors();
    for (const model of Object.values(networks)) {
      const { players, selection, open } = settingOf(model);
      const evaluator = open(rows(0, 120), 1e-3);
      await evaluator.outputs({ players: players.count, rows: 1, members: selection() }, rows(0, 120));
      await evaluator.outputs({ players: players.count, rows: 1, members: selection() }, rows(120, 200));
      await evaluator.sums();
      evaluator.dispose();
    }
    expect(liveTensors()).toBe(before);
  });

  it("say of every feature and every output whose it is, and how their sums go together", async () => {
    const { players, open } = settingOf(networks.branches as Model);
    const evaluator = open(rows(0, 300), 1e-3);
    const sums = await evaluator.sums();
    expect(sums.map(({ layer }) => layer)).toEqual(["hidden", "out"]);
    const [hidden, out] = sums;
    expect(Array.from(hidden!.featurePlayer, (player) => players.groups[players.groupOf[player]!])).toEqual([
      ...new Array(5).fill("a"),
      ...new Array(4).fill("b"),
    ]);
    expect(Array.from(hidden!.targetPlayer, (player) => players.groups[players.groupOf[player]!])).toEqual(
      new Array(6).fill("hidden"),
    );
    expect([...out!.targetPlayer]).toEqual([-1, -1]);
    // the layer is linear in its features: its own weights explain all of its targets' squares
    const { features, targets, gram, cross } = hidden!.equations;
    const layer = (networks.branches as Model).layers.find(({ id }) => id === "hidden");
    const kernel = (layer as { weights: { kernel: { values: Float32Array } } }).weights.kernel.values;
    for (let t = 0; t < targets; t++) {
      for (let i = 0; i < features; i++) {
        let given = 0;
        for (let j = 0; j < features; j++) given += gram[i * features + j]! * kernel[j * targets + t]!;
        expect(cross[i * targets + t]!).toBeCloseTo(given, 2);
      }
      let explained = 0;
      for (let i = 0; i < features; i++) explained += kernel[i * targets + t]! * cross[i * targets + t]!;
      expect(explained).toBeCloseTo(hidden!.targetSquares[t]!, 2);
    }
    evaluator.dispose();
  });
});
