import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
import { caughtFailure } from "../../test/caught-failure.ts";
import { conv, dense, embedding, flatten, globalPool, input, network } from "../../test/layers.ts";
import { runReference } from "../core/model/reference-network.ts";
import { outputShapes } from "../core/model/shapes.ts";
import { widestLayer } from "./pass-floats.ts";
import { examplesAPass, predict } from "./predict.ts";

describe("a pass", () => {
  it("holds as many examples as fit into 64 MiB, one at least and 250 at most", () => {
    expect(examplesAPass(10)).toBe(250);
    expect(examplesAPass(2 ** 18)).toBe(64);
    expect(examplesAPass(2 ** 30)).toBe(1);
  });

  it("is sized by the widest layer with its inputs", () => {
    const model = network(
      input([8, 8, 1]),
      conv("wide", "input", [1, 1, 1, 50]),
      conv("narrow", "wide", [1, 1, 50, 2]),
      globalPool("out", "narrow"),
    );
    expect(widestLayer(model.layers, outputShapes(model))).toBe(64 * 50 + 64 * 2);
  });
});

describe("a prediction", () => {
  beforeAll(() => startBackend("wasm"));
  const wide = network(
    input([8, 8, 1]),
    conv("wide", "input", [1, 1, 1, 4000], "relu"),
    conv("narrow", "wide", [1, 1, 4000, 2]),
    flatten("flat", "narrow"),
    dense("out", "flat", 128, 3, "softmax"),
  );

  it("is the same in several passes as in the reference, and frees all", async () => {
    // 65 examples to a pass
    const examples = 70;
    expect(examplesAPass(widestLayer(wide.layers, outputShapes(wide)))).toBe(65);
    const inputs = Float32Array.from({ length: examples * 64 }, (_, at) => Math.sin(at));
    const before = liveTensors();
    const outputs = await predict(wide, inputs, examples);
    expect(liveTensors()).toBe(before);
    expect(outputs.length).toBe(examples * 3);
    const last = runReference(wide, inputs.subarray(69 * 64), 1);
    for (const [at, value] of last.entries()) expect(outputs[69 * 3 + at]).toBeCloseTo(value, 4);
  });

  it("computes no more of a second head than it must free", async () => {
    const heads = { ...wide, layers: [...wide.layers, dense("other", "flat", 128, 5)] };
    const before = liveTensors();
    const outputs = await predict(heads, new Float32Array(64), 1);
    expect(outputs.length).toBe(3);
    expect(liveTensors()).toBe(before);
  });

  it("refuses tokens that the network does not know", async () => {
    const text = network(input([2]), embedding("words", "input", 3, 2), globalPool("out", "words"));
    const failure = await caughtFailure(() => predict(text, Float32Array.of(0, 1, 2, 3), 2));
    expect(failure.kind).toBe("dataset-invalid");
    expect(failure.where).toContain("example 2, place 2");
  });
});
