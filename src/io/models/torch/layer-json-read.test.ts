import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { caughtFailure } from "../../../../test/caught-failure.ts";
import { readLayerJson } from "./layer-json-read.ts";
import { layerJsonSchema } from "./layer-json-schema.ts";

const text = (layers: readonly object[], more: object = {}): string =>
  JSON.stringify({ format: "quorum-layers", version: 1, layers, ...more });
const read = (layers: readonly object[], more: object = {}) => readLayerJson("m.json", text(layers, more));
const input = { id: "in", kind: "input", shape: [4, 4, 1] };
const refused = async (layers: readonly object[], more: object = {}) => {
  const { kind, where, message } = await caughtFailure(() => read(layers, more));
  return `${kind} at ${where}: ${message}`;
};

describe("the layer JSON", () => {
  it("fills in what is left out: inputs, output, defaults, strides of pools", () => {
    const { layers, output, layout, name } = read([
      input,
      { id: "c", kind: "conv", strides: [1, 1], weights: { kernel: "c.weight" } },
      { id: "p", kind: "pool", operation: "max", size: [2, 2] },
      { id: "n", kind: "batch-norm", weights: { mean: "n.m", variance: "n.v" } },
    ]);
    expect({ output, layout, name }).toEqual({ output: "n", layout: "torch", name: "m.json" });
    expect(layers.map(({ settings }) => settings)).toEqual([
      { id: "in", kind: "input", inputs: [], shape: [4, 4, 1] },
      {
        id: "c",
        kind: "conv",
        inputs: ["in"],
        strides: [1, 1],
        dilation: [1, 1],
        padding: "valid",
        activation: { name: "linear" },
      },
      { id: "p", kind: "pool", inputs: ["c"], operation: "max", size: [2, 2], strides: [2, 2], padding: "valid" },
      { id: "n", kind: "batch-norm", inputs: ["p"], epsilon: 1e-5 },
    ]);
    expect(layers[1]!.weights).toEqual({ kernel: [{ key: "c.weight" }] });
  });

  it("takes activations by name or with their numbers", () => {
    const leaky = { name: "leaky-relu", alpha: 0.1 };
    const { layers } = read([
      input,
      { id: "a", kind: "activation", activation: "relu" },
      { id: "b", kind: "activation", activation: leaky },
    ]);
    expect(layers.slice(1).map(({ settings }) => "activation" in settings && settings.activation)).toEqual([
      { name: "relu" },
      leaky,
    ]);
  });

  it("refuses what it does not know, with the place", async () => {
    expect(await refused([input, { id: "x", kind: "lambda" }])).toBe(
      'model-invalid at layers[1] "x": The layer JSON has no known kind of layer at layers[1] "x": lambda.',
    );
    expect(await refused([input, { id: "x", kind: "__proto__" }])).toContain("no known kind");
    expect(await refused([{ ...input, shape: [4.5] }])).toContain('layers[0] "in".shape');
    expect(await refused([input, { id: "d", kind: "dropout", rat: 0.5 }])).toContain('unknown setting "rat"');
    expect(await refused([input, { id: "d", kind: "dense" }])).toContain('the tensor of "kernel"');
    expect(await refused([input, { id: "d", kind: "dense", weights: { kernel: "k", gamma: "g" } }])).toContain(
      'a weight "gamma"',
    );
    expect(
      await refused([input, { id: "d", kind: "dense", weights: { kernel: { key: "k", rows: [3, 1] } } }]),
    ).toContain("[from, to]");
    expect(
      await refused([input, { id: "d", kind: "dense", weights: { kernel: { key: "k", axes: [0, 2] } } }]),
    ).toContain("order of the axes");
    expect(await refused([input, { id: "a", kind: "activation", activation: { name: "relu", slope: 1 } }])).toContain(
      '"slope"',
    );
    expect(await refused([input, { id: "a", kind: "flatten" }])).toContain("one of channels-last, channels-first");
    expect(await refused([input], { version: 2 })).toContain("version 2");
    expect(await refused([input], { layout: "tf" })).toContain("layout");
    expect(await refused([])).toContain("list of layers");
    expect(
      (await caughtFailure(() => readLayerJson("m.json", text([input]).replace('"id":"in"', '"id":"a","id":"in"'))))
        .message,
    ).toContain("twice");
    expect((await caughtFailure(() => readLayerJson("m.json", "{"))).kind).toBe("file-damaged");
  });

  it("docs/layer-json.md shows the schema that the reader is made of, and an example that can be read", () => {
    const page = readFileSync("docs/layer-json.md", "utf8");
    const blocks = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, block]) => block!);
    const schema = blocks.find((block) => block.includes("$schema"));
    expect(JSON.parse(schema!)).toEqual(layerJsonSchema());
    const examples = blocks.filter((block) => block.includes('"quorum-layers"') && !block.includes("$schema"));
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(readLayerJson("example", example).layers.length).toBeGreaterThan(2);
  });
});
