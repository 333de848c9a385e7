import { expect, it } from "vitest";
import { differenceFrom } from "../../../../test/run-onnx.ts";
import { hasShared, sharedFile } from "../../../../test/shared-file.ts";
import { runReference } from "../../../core/model/reference-network.ts";
import { seededRandom } from "../../../core/random/random-source.ts";
import { decodeOnnx } from "./onnx-decode.ts";

const lenet = "models/onnx-lenet5/lenet.onnx";

it.skipIf(!hasShared(lenet))("computes what ONNX Runtime computes for LeNet-5 from PyTorch", async () => {
  const bytes = sharedFile(lenet);
  const { model, origin } = decodeOnnx("lenet.onnx", bytes, new Map(), null);
  const random = seededRandom(1, "inputs");
  const inputs = Float32Array.from({ length: 10 * 784 }, () => random.uniform());
  expect(await differenceFrom(bytes, origin, model, inputs, runReference(model, inputs, 10), 10)).toBeLessThan(1e-5);
});
