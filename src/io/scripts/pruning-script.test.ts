import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { add, batchNorm, conv, dense, depthwise, flatten, input, network } from "../../../test/layers.ts";
import { dependencyGraphOf } from "../../core/dependency/dependency-graph-of.ts";
import { type Model, weightsOf } from "../../core/model/model.ts";
import { prune } from "../../core/prune/surgery.ts";
import { takeAlong } from "../../core/prune/take-along.ts";
import { readSafetensors } from "../models/torch/safetensors-read.ts";
import { floatsOf } from "../models/torch/state-tensor.ts";
import { architectureFor, decodeTorch } from "../models/torch/torch-decode.ts";
import { encodeSafetensors, encodeSafetensorsFrom } from "../models/torch/torch-encode.ts";
import { weightKeepsOf } from "./keep-list.ts";
import { kerasKeepLists } from "./keras-keep-lists.ts";
import { pruningScriptOf } from "./pruning-script.ts";
import { torchKeepLists } from "./torch-keep-lists.ts";
import { torchSnippetOf } from "./torch-snippet.ts";

const model: Model = network(
  input([5, 5, 1]),
  conv("conv", "input", [3, 3, 1, 4], "relu"),
  batchNorm("bn", "conv", 4),
  { ...depthwise("dw", "bn", [3, 3, 4, 2]), padding: "same" },
  conv("conv2", "dw", [1, 1, 8, 4]),
  add("add", "bn", "conv2"),
  flatten("flatten", "add", "channels-first"),
  dense("fc", "flatten", 36, 5, "relu"),
  dense("out", "fc", 5, 2),
);
const graph = dependencyGraphOf(model);
const plan = {
  keep: graph.groups.map(({ id, width }) => ({
    group: id,
    units: [...Array(width).keys()].filter((unit) => unit !== 1),
  })),
};
const keeps = weightKeepsOf(model, graph, plan);

async function stored(one: Model) {
  const [file] = await encodeSafetensorsFrom(one);
  const { tensors, metadata } = readSafetensors("w", file!.bytes);
  return {
    name: "w.safetensors",
    format: "safetensors" as const,
    tensors,
    metadata,
    wrapper: null,
    ordered: false,
    notes: [],
  };
}
const compiles = (script: string): string =>
  spawnSync("python3", ["-c", "import sys; compile(sys.stdin.read(), 'script', 'exec')"], {
    input: script,
    encoding: "utf8",
  }).stderr;
const hasPython = spawnSync("python3", ["--version"]).status === 0;

describe("keep-lists", () => {
  it("taken from the original, weight by weight, give the pruned network", () => {
    const pruned = prune(model, graph, plan);
    for (const layer of model.layers)
      for (const [weight, tensor] of Object.entries(weightsOf(layer))) {
        const own = keeps.filter((keep) => keep.layer === layer.id && keep.weight === weight);
        const taken = own.reduce((part, { axis, kept }) => takeAlong(part, axis, [...kept]), tensor);
        const after = pruned.layers.find(({ id }) => id === layer.id)!;
        expect(taken, `${layer.id} ${weight}`).toEqual(weightsOf(after)[weight]);
      }
    expect(
      keeps.find(({ layer, weight, axis }) => layer === "fc" && weight === "kernel" && axis === 0)!.kept,
    ).toHaveLength(27);
  });

  it("by the keys and axes of PyTorch, give the pruned state_dict", async () => {
    const weights = await stored(model);
    const { model: read, origin } = decodeTorch(weights, architectureFor(weights, null)!);
    const lists = torchKeepLists(read, origin, keeps);
    const [file] = await encodeSafetensors(prune(model, graph, plan), origin);
    const after = readSafetensors("w", file!.bytes).tensors;
    for (const [key, before] of weights.tensors) {
      const whole = { shape: before.shape, values: floatsOf(before) };
      const taken = lists
        .filter((list) => list.key === key)
        .reduce((part, { axis, kept }) => takeAlong(part, axis, [...kept]), whole);
      expect(taken.shape, key).toEqual(after.get(key)!.shape);
      expect(taken.values, key).toEqual(floatsOf(after.get(key)!));
    }
    expect(lists.find(({ key, axis }) => key === "dw.kernel" && axis === 0)!.kept).toEqual([0, 1, 4, 5, 6, 7]);
  });

  it("have the names of Keras", () => {
    const keys = kerasKeepLists(model, keeps).map(({ key, axis }) => `${key} ${axis}`);
    expect(keys).toContain("bn/moving_variance 0");
    expect(keys).toContain("conv/kernel 3");
  });
});

describe("scripts", () => {
  const keep = [
    { key: 'a"b.weight', axis: 0, kept: [0, 2] },
    { key: "fc.weight", axis: 1, kept: [1] },
  ];
  it("prune a PyTorch checkpoint with index_select", () => {
    const script = pruningScriptOf(keep, "pytorch", {
      source: "net.pth",
      target: "net-pruned.pt",
      wrapper: "state_dict",
    });
    expect(script).toBe(`"""Prunes net.pth as Quorum did: of each tensor, the listed indices along the axis stay."""
import torch

KEEP = [  # key of the state_dict, axis, kept indices
    ("a\\"b.weight", 0, [0, 2]),
    ("fc.weight", 1, [1]),
]

state = torch.load("net.pth", map_location="cpu", weights_only=True)["state_dict"]  # False where PyTorch refuses and you trust the file
pruned = dict(state)
for key, axis, kept in KEEP:
    pruned[key] = torch.index_select(pruned[key], axis, torch.tensor(kept))
torch.save(pruned, "net-pruned.pt")
for key, tensor in pruned.items():
    print(key, tuple(tensor.shape))
`);
  });

  it("prune safetensors with their own library", () => {
    const script = pruningScriptOf(keep, "pytorch", { source: "a.safetensors", target: "b.safetensors" });
    expect(script).toContain('state = load_file("a.safetensors")');
    expect(script).toContain('tensor.contiguous() for key, tensor in pruned.items()}, "b.safetensors")');
  });

  it("prune a Keras model with take, in smaller widths", () => {
    const script = pruningScriptOf(keep, "keras", { source: "net.keras", target: "small.keras" });
    expect(script).toContain("np.take(value, kept, axis=axis)");
    expect(script).toContain('pruned.save("small.keras")');
  });

  it("quote whatever a file or tensor is called", () => {
    const name = 'x"""\n\\é\u2028.pt';
    const script = pruningScriptOf([{ key: name, axis: 0, kept: [0] }], "pytorch", { source: name, target: "y.pt" });
    expect(script.split("\n")[0]).toBe(
      `"""Prunes x''' /é .pt as Quorum did: of each tensor, the listed indices along the axis stay."""`,
    );
    expect(script).toContain('("x\\"\\"\\"\\n\\\\\\u00e9\\u2028.pt", 0, [0])');
  });

  it.skipIf(!hasPython)("are Python", () => {
    for (const framework of ["pytorch", "keras"] as const)
      expect(compiles(pruningScriptOf(keep, framework, { source: 'n"""\n.pt', target: "m" }))).toBe("");
    for (const snippet of [torchSnippetOf("w.safetensors"), torchSnippetOf("w.safetensors", "module.", true)])
      expect(compiles(snippet)).toBe("");
  });

  it("load the result without the prefix that the keys have", () => {
    expect(torchSnippetOf("w.safetensors", "module.")).toContain('key.removeprefix("module."): tensor');
    expect(torchSnippetOf("w.safetensors")).toContain('state = load_file("w.safetensors")');
    expect(torchSnippetOf("w.safetensors", "", true)).toContain("change those lines");
  });
});
