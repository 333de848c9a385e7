import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
import {
  add,
  attention,
  concat,
  conv,
  dense,
  embedding,
  flatten,
  globalPool,
  input,
  layerNorm,
  multiply,
  network,
  recurrent,
  reshape,
  select,
} from "../../test/layers.ts";
import type { DependencyGraph } from "../core/dependency/dependency-graph.ts";
import { playersOf } from "../core/game/players.ts";
import type { Layer, Model } from "../core/model/model.ts";
import { runReference } from "../core/model/reference-network.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { loopEvaluator } from "./loop-evaluator.ts";
import { maskGradients } from "./mask-gradients.ts";
import { defaultLimits, maskedEvaluator } from "./masked-evaluator.ts";

/** A graph with the given widths of groups and a site for each consumer, whose channels are units of one group. */
function graphOf(widths: Record<string, number>, sites: Record<string, string>): DependencyGraph {
  const names = Object.keys(widths);
  const unitOffset = Int32Array.from([
    0,
    ...names.map((_, g) => names.slice(0, g + 1).reduce((n, name) => n + widths[name], 0)),
  ]);
  return {
    groups: names.map((id) => ({ id, width: widths[id], producers: [id], couplings: [] })),
    frozen: [],
    unitOffset,
    maskSites: Object.entries(sites).map(([consumer, group]) => ({
      consumer,
      units: Int32Array.from({ length: widths[group] }, (_, unit) => unitOffset[names.indexOf(group)] + unit),
    })),
  };
}

const more = <L extends Layer>(layer: L, settings: Partial<L>): L => ({ ...layer, ...settings });
const merged = (id: string, operation: "maximum" | "average", ...inputs: string[]): Layer => ({
  id,
  kind: "merge",
  operation,
  inputs,
});
const masks: Layer = { id: "mask", kind: "mask", inputs: ["input"], value: 0 };

/** Tokens, a place mask and the embedding are shared by the coalitions and meet stacked tensors in every way there is. */
const text: Model = network(
  input([6]),
  embedding("words", "input", 9, 4),
  masks,
  dense("wide", "words", 4, 5, "tanh"),
  dense("back", "wide", 5, 4),
  add("skip", "back", "words"),
  more(recurrent("lstm", "skip", "lstm", 4, 3), { inputs: ["skip", "mask"], sequences: true }),
  more(recurrent("gru", "words", "gru", 4, 2), { inputs: ["words", "mask"], sequences: true, backwards: true }),
  attention("itself", "skip", 2, 4, 3),
  more(attention("across", "skip", 1, 4, 3), { inputs: ["skip", "words"], causal: true }),
  more(attention("from", "words", 1, 4, 3), { inputs: ["words", "skip", "words"] }),
  multiply("counted", "across", "mask"),
  merged("twice", "maximum", "counted", "counted"),
  merged("both", "average", "words", "twice", "from"),
  layerNorm("norm", "both", 4),
  concat("all", "lstm", "norm", "gru", "itself", "words"),
  select("some", "all", [16, 3, -1, 0, 5, 5, 9, 12]),
  more(globalPool("mean", "some") as Extract<Layer, { kind: "global-pool" }>, { inputs: ["some", "mask"] }),
  dense("hidden", "mean", 8, 6, "relu"),
  dense("class", "hidden", 6, 3, "softmax"),
);
const textGraph = graphOf({ wide: 5, hidden: 6 }, { back: "wide", class: "hidden" });

const square = [3, 3];
/** Convolutions in groups, strided and dilated; a gate [1, 1, channels]; a shared image that is used late. */
const image: Model = network(
  input([8, 8, 2]),
  more(conv("split", "input", [3, 3, 1, 4], "relu"), { groups: 2, padding: "same" }),
  conv("wide", "input", [1, 1, 2, 5], "relu"),
  more(conv("back", "wide", [3, 3, 5, 4], "elu"), { padding: "same", strides: [2, 2], dilation: [2, 2] }),
  { id: "grown", kind: "upsampling", inputs: ["back"], size: [2, 2], interpolation: "bilinear" },
  add("skip", "grown", "split"),
  { id: "squeezed", kind: "global-pool", inputs: ["skip"], operation: "average", keepAxes: true },
  dense("gate", "squeezed", 4, 4, "sigmoid"),
  multiply("gated", "skip", "gate"),
  more(conv("grouped", "gated", [3, 3, 2, 6]), { groups: 2, padding: "valid" }),
  { id: "even", kind: "group-norm", inputs: ["grouped"], groups: 3, epsilon: 1e-3, weights: {} },
  { id: "cut", kind: "slice", inputs: ["even"], begin: [1, 0], size: square, strides: [2, 2] },
  {
    id: "pool",
    kind: "pool",
    inputs: ["cut"],
    operation: "max",
    size: [2, 2],
    strides: [1, 1],
    padding: [
      [1, 0],
      [0, 1],
    ],
  },
  { id: "turned", kind: "permute", inputs: ["pool"], axes: [2, 0, 1] },
  reshape("rows", "turned", [-1, 3]),
  flatten("flat", "rows"),
  dense("hidden", "flat", 54, 6, "tanh"),
  dense("class", "hidden", 6, 3, "softmax"),
);
const imageGraph = graphOf({ wide: 5, hidden: 6 }, { back: "wide", class: "hidden" });

/** A graph whose shared tensor is the only one that a site reads, twice: attention of masked units to themselves. */
const itself: Model = network(
  input([4, 3]),
  dense("wide", "input", 3, 4, "tanh"),
  attention("self", "wide", 2, 4, 3),
  flatten("flat", "self"),
  dense("class", "flat", 16, 3, "softmax"),
);
const itselfGraph = graphOf({ wide: 4 }, { self: "wide" });

const examples = 4;
const nets = [
  { title: "a network of tokens", model: text, graph: textGraph, tokens: 9 },
  { title: "a network of images", model: image, graph: imageGraph, tokens: 0 },
  { title: "attention as a consumer", model: itself, graph: itselfGraph, tokens: 0 },
];

describe.each(["wasm", "cpu"] as const)("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  describe.each(nets)("$title", ({ model, graph, tokens }) => {
    const random = seededRandom(5, "lifted");
    const first = model.layers[0];
    const size = first.kind === "input" ? first.shape.reduce((a, b) => a * b, 1) : 0;
    const inputs = Float32Array.from({ length: examples * size }, (_, at) =>
      // the first token of each example counts, so that a mean has something to go by
      tokens > 0 ? Math.max(at % size === 0 ? 1 : 0, random.integer(tokens)) : 2 * random.uniform() - 1,
    );
    const inputsOf = (rows: Int32Array) =>
      Float32Array.from([...rows].flatMap((row) => [...inputs.subarray(row * size, (row + 1) * size)]));
    const slice = Int32Array.of(0, 1, 2, 3);
    const players = playersOf(graph);
    const members = Uint8Array.from({ length: 3 * players.count }, () => (random.uniform() < 0.6 ? 1 : 0));
    const batch = { players: players.count, rows: 3, members };
    const gains = Float32Array.from(members, () => 0.5 + random.uniform());
    const outputs = (strength: (place: number) => number, row: number) => {
      const units = Float64Array.from({ length: players.count }, (_, player) => strength(row * players.count + player));
      return runReference(model, inputs, examples, { mask: { graph, units } });
    };
    const close = (actual: ArrayLike<number>, expected: readonly number[]) => {
      expect(actual.length).toBe(expected.length);
      for (const [at, value] of expected.entries()) expect(Math.abs(actual[at] - value)).toBeLessThan(1e-5);
    };
    const strengths = {
      plain: (place: number) => members[place],
      scaled: (place: number) => members[place] * gains[place],
    };
    const expected = (strength: (place: number) => number) => [0, 1, 2].flatMap((row) => [...outputs(strength, row)]);

    it.each([100, 3, 1])("equals the reference, %i examples a pass, and frees all", async (perPass) => {
      const before = liveTensors();
      const evaluator = maskedEvaluator(model, graph, players, inputsOf, { ...defaultLimits, examples: perPass });
      close((await evaluator.outputs(batch, slice)).values, expected(strengths.plain));
      close((await evaluator.outputs(batch, slice, gains)).values, expected(strengths.scaled));
      evaluator.dispose();
      expect(liveTensors()).toBe(before);
    });

    it("equals the reference mask by mask", async () => {
      const evaluator = loopEvaluator(model, graph, players, inputsOf);
      close((await evaluator.outputs(batch, slice, gains)).values, expected(strengths.scaled));
      evaluator.dispose();
    });

    it("has the reference's derivatives by the masks", async () => {
      const labels = Int32Array.of(0, 1, 2, 0);
      const before = liveTensors();
      const source = maskGradients(model, graph, players, inputsOf);
      const found = await source.gradients(
        { players: players.count, rows: 1, members: members.subarray(0, players.count) },
        slice,
        labels,
      );
      source.dispose();
      expect(liveTensors()).toBe(before);
      const worth = (player: number, step: number) => {
        const values = outputs((place) => members[place] + (place === player ? step : 0), 0);
        return labels.reduce((sum, label, row) => sum + Math.log(values[row * 3 + label]), 0) / examples;
      };
      for (let player = 0; player < players.count; player++) {
        const [up, down] = [1e-3, -1e-3].map((step) => (worth(player, step) - worth(player, 0)) / step);
        // a kink, as of a maximum, has two slopes
        if (Math.abs(up - down) > 0.02 * (1 + Math.abs(up))) continue;
        expect(Math.abs(found[player] - (up + down) / 2)).toBeLessThan(5e-3 * (1 + Math.abs(up)));
      }
    });
  });
});
