import { expect, it } from "vitest";
import { differenceFrom } from "../../../../test/run-onnx.ts";
import { hasShared, sharedFile } from "../../../../test/shared-file.ts";
import { dependencyGraphOf } from "../../../core/dependency/dependency-graph-of.ts";
import { runReference } from "../../../core/model/reference-network.ts";
import { prune } from "../../../core/prune/surgery.ts";
import { seededRandom } from "../../../core/random/random-source.ts";
import { decodeOnnx } from "./onnx-decode.ts";
import { encodeOnnx } from "./onnx-encode.ts";

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
