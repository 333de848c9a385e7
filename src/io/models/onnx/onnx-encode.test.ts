import { expect, it } from "vitest";
import { halved } from "../../../../test/onnx-agreement.ts";
import { randomWeights, wholeNumbers } from "../../../../test/onnx-graphs.ts";
import { differenceFrom } from "../../../../test/run-onnx.ts";
import { hasShared, sharedFile } from "../../../../test/shared-file.ts";
import { dependencyGraphOf } from "../../../core/dependency/dependency-graph-of.ts";
import { runReference } from "../../../core/model/reference-network.ts";
import { prune } from "../../../core/prune/surgery.ts";
import { seededRandom } from "../../../core/random/random-source.ts";
import { modelBytes, numberOf, openModel } from "./model-proto.ts";
import { int64, modelProto, nodeProto, valueInfo } from "./onnx-builder.ts";
import { decodeOnnx } from "./onnx-decode.ts";
import { encodeOnnx } from "./onnx-encode.ts";
import type { ValueInfoProto } from "./proto/onnx-messages.js";

const lenet = "models/onnx-lenet5/lenet.onnx";

it.skipIf(!hasShared(lenet))("gives LeNet-5 back as it came, byte for byte in what it holds", async () => {
  const bytes = sharedFile(lenet);
  const { model, origin } = decodeOnnx("lenet.onnx", bytes, new Map(), null);
  const [file] = await encodeOnnx(model, origin);
  expect(file?.name).toBe("lenet.onnx");
  expect(file?.bytes.length).toBe(bytes.length);
  expect(decodeOnnx("again", file?.bytes ?? bytes, new Map(), null).model.layers).toEqual(model.layers);
});

it.skipIf(!hasShared(lenet))("writes a pruned LeNet-5 that ONNX Runtime opens and computes as we do", async () => {
  const bytes = sharedFile(lenet);
  const { model, origin } = decodeOnnx("lenet.onnx", bytes, new Map(), null);
  const graph = dependencyGraphOf(model);
  const keep = graph.groups.map(({ id, width }) => ({
    group: id,
    units: Array.from({ length: width }, (_, unit) => unit).filter((unit) => unit % 2 === 1),
  }));
  const pruned = prune(model, graph, { keep });
  const [file] = await encodeOnnx(pruned, origin);
  const random = seededRandom(1, "inputs");
  const inputs = Float32Array.from({ length: 10 * 784 }, () => random.uniform());
  const written = file?.bytes ?? bytes;
  expect(written.length).toBeLessThan(bytes.length / 3);
  expect(await differenceFrom(written, origin, pruned, inputs, runReference(pruned, inputs, 10), 10)).toBeLessThan(
    1e-5,
  );
});

it("follows widths in notes on shapes and in initializers that are listed as inputs, and keeps the rest", async () => {
  const weights = [
    randomWeights("w", [6, 3, 3, 3]),
    randomWeights("v", [6 * 36, 2], 0.1),
    wholeNumbers("flat", [-1, 216]),
  ];
  const proto = modelProto(
    {
      name: "old",
      nodes: [
        nodeProto("Conv", ["x", "w"], ["c"], {}, "first"),
        nodeProto("Relu", ["c"], ["r"]),
        nodeProto("Reshape", ["r", "flat"], ["f"]),
        nodeProto("MatMul", ["f", "v"], ["y"]),
      ],
      initializers: weights,
      inputs: [
        valueInfo("x", [2, 3, 8, 8]),
        valueInfo("w", [6, 3, 3, 3]),
        valueInfo("v", [216, 2]),
        valueInfo("flat", [2], int64),
      ],
      outputs: [valueInfo("y", [2, 2])],
    },
    9,
  );
  proto.ir_version = 3;
  proto.producer_name = "someone";
  proto.graph?.value_info.push(valueInfo("c", [2, 6, 6, 6]), valueInfo("f", ["batch", 216]), valueInfo("gone", [1]));
  const bytes = modelBytes(proto);
  const { model, origin } = decodeOnnx("old.onnx", bytes, new Map(), null);
  const { pruned } = halved(model);
  const [file] = await encodeOnnx(pruned, origin);
  const written = openModel("old.onnx", file?.bytes ?? bytes);
  const dims = (infos: readonly ValueInfoProto[]) =>
    infos.map(({ name, type }) => [
      name,
      ...(type?.tensor_type?.shape?.dim ?? []).map(({ dim_value, dim_param }) => dim_param ?? numberOf(dim_value)),
    ]);
  expect(dims(written.graph.value_info)).toEqual([
    ["c", 2, 3, 6, 6],
    ["f", "batch", 108],
  ]);
  expect(dims(written.graph.input)).toEqual([
    ["x", 2, 3, 8, 8],
    ["w", 3, 3, 3, 3],
    ["v", 108, 2],
    ["flat", 2],
  ]);
  expect(written.proto.producer_name).toBe("someone");
  expect(written.graph.node.map(({ name }) => name)).toEqual(
    openModel("old.onnx", bytes).graph.node.map(({ name }) => name),
  );
  const random = seededRandom(1, "inputs");
  const inputs = Float32Array.from({ length: 2 * 192 }, () => random.uniform());
  const difference = await differenceFrom(
    file?.bytes ?? bytes,
    origin,
    pruned,
    inputs,
    runReference(pruned, inputs, 2),
    2,
  );
  expect(difference).toBeLessThan(1e-5);
});
