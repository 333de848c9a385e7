import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
import { caughtFailure } from "../../test/caught-failure.ts";
import { hasShared, sharedFile } from "../../test/shared-file.ts";
import { readIdx } from "../io/datasets/idx.ts";
import { type GraphModelJson, outputNodesOf, predictGraphModel } from "./graph-model.ts";

const float = { dtype: { type: 1 } };
const size = (...lengths: number[]) => ({ shape: { dim: lengths.map((length) => ({ size: String(length) })) } });

/** y = x w and, beside it, relu(y), of two numbers each. */
function twoHeads(): { json: GraphModelJson; weights: Uint8Array } {
  const node = [
    { name: "x", op: "Placeholder", input: [], attr: { ...float, shape: size(-1, 2) } },
    { name: "w", op: "Const", input: [], attr: float },
    { name: "y", op: "MatMul", input: ["x", "w"], attr: { T: { type: 1 } } },
    { name: "positive", op: "Relu", input: ["y"], attr: { T: { type: 1 } } },
    { name: "negative", op: "Neg", input: ["y:0", "^x"], attr: { T: { type: 1 } } },
  ];
  return {
    json: {
      modelTopology: { node },
      weightsManifest: [{ paths: ["w.bin"], weights: [{ name: "w", shape: [2, 2], dtype: "float32" }] }],
    },
    weights: new Uint8Array(Float32Array.of(1, -1, 2, 0.5).buffer),
  };
}

describe("a graph without format, signature and versions", () => {
  beforeAll(() => startBackend("wasm"));
  const inputs = Float32Array.of(1, 2, -3, 4);

  it("names as outputs the nodes that none reads", () => {
    expect(outputNodesOf(twoHeads().json)).toEqual(["positive", "negative"]);
  });

  it("gives the output that is asked for, and frees all", async () => {
    const { json, weights } = twoHeads();
    const before = liveTensors();
    expect([...(await predictGraphModel(json, weights, inputs, [2], "positive"))]).toEqual([5, 0, 5, 5]);
    expect([...(await predictGraphModel(json, weights, inputs, [2], "y"))]).toEqual([5, 0, 5, 5]);
    expect([...(await predictGraphModel(json, weights, inputs, [2], "negative"))]).toEqual([-5, -0, -5, -5]);
    expect(liveTensors()).toBe(before);
  });

  it("takes the output that a signature names", async () => {
    const { json, weights } = twoHeads();
    const signature = {
      inputs: { x: { name: "x:0", dtype: "DT_FLOAT", tensorShape: { dim: [{ size: "-1" }, { size: "2" }] } } },
      outputs: {
        out: { name: "negative:0", dtype: "DT_FLOAT", tensorShape: { dim: [{ size: "-1" }, { size: "2" }] } },
      },
    };
    const signed = { ...json, format: "graph-model", signature };
    expect([...(await predictGraphModel(signed, weights, inputs, [2]))]).toEqual([-5, -0, -5, -5]);
  });

  it("refuses to choose between outputs, names what tfjs cannot run, and leaks nothing", async () => {
    const { json, weights } = twoHeads();
    const before = liveTensors();
    const unclear = await caughtFailure(() => predictGraphModel(json, weights, inputs, [2]));
    expect(unclear.kind).toBe("model-unsupported");
    expect(unclear.message).toContain("positive, negative");
    const node = json.modelTopology.node.map((each) =>
      each.name === "positive" ? { ...each, op: "Telepathy" } : each,
    );
    const unknown = await caughtFailure(() =>
      predictGraphModel({ ...json, modelTopology: { node } }, weights, inputs, [2], "positive"),
    );
    expect(unknown.kind).toBe("model-unsupported");
    expect(unknown.details).toContain("Telepathy");
    const short = await caughtFailure(() => predictGraphModel(json, weights.slice(0, 4), inputs, [2], "y"));
    expect(short.kind).toBe("model-unsupported");
    expect(liveTensors()).toBe(before);
  });
});

const shared = ["models/tfjs-graph-lenet", "data/mnist"];
describe.skipIf(!shared.every(hasShared))("LeNet as an old converter wrote it", () => {
  it("knows nearly all of the first 300 test digits", async () => {
    await startBackend("wasm");
    const json = JSON.parse(new TextDecoder().decode(sharedFile("models/tfjs-graph-lenet/model.json")));
    const read = (name: string) => readIdx(name, gunzipSync(sharedFile(`data/mnist/${name}.gz`))).values;
    const images = Float32Array.from(read("t10k-images-idx3-ubyte").subarray(0, 300 * 784), (pixel) => pixel / 255);
    const labels = read("t10k-labels-idx1-ubyte");
    const weights = sharedFile("models/tfjs-graph-lenet/group1-shard1of1");
    const outputs = await predictGraphModel(json, weights, images, [28, 28, 1]);
    expect(outputs.length).toBe(3000);
    const right = Array.from({ length: 300 }, (_, row) => {
      const scores = outputs.subarray(row * 10, row * 10 + 10);
      return scores.indexOf(Math.max(...scores)) === labels[row] ? 1 : 0;
    }).reduce((sum: number, hit) => sum + hit, 0);
    expect(right / 300).toBeGreaterThan(0.93);
  });
});
