import { expect, it } from "vitest";
import { halved } from "../../../../test/onnx-agreement.ts";
import { randomModel } from "../../../../test/random-model.ts";
import { differenceFrom } from "../../../../test/run-onnx.ts";
import { FailureError } from "../../../core/failure.ts";
import { runReference } from "../../../core/model/reference-network.ts";
import { inputOf } from "../../../core/model/shapes.ts";
import { sizeOf } from "../../../core/model/weight-shapes.ts";
import { seededRandom } from "../../../core/random/random-source.ts";
import { encodeFreshOnnx } from "./fresh-onnx.ts";
import { numberOf, openModel } from "./model-proto.ts";
import { decodeOnnx } from "./onnx-decode.ts";
import { encodeOnnx } from "./onnx-encode.ts";

const examples = 2;

/** Writes a random network, reads it again, prunes it and writes it again; largest difference to ONNX Runtime. */
async function differences(seed: number) {
  const random = seededRandom(seed, "fresh");
  const model = randomModel(random, { kinds: "all" });
  const words = model.layers.some(({ kind }) => kind === "embedding");
  const table = model.layers.find((layer) => layer.kind === "embedding")?.weights.kernel.shape[0] ?? 0;
  const inputs = Float32Array.from({ length: examples * sizeOf(inputOf(model).shape) }, () =>
    words ? random.integer(table) : 2 * random.uniform() - 1,
  );
  const outputs = runReference(model, inputs, examples);
  const largest = outputs.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const [file] = await encodeFreshOnnx(model);
  const bytes = file?.bytes ?? new Uint8Array();
  const { model: again, origin } = decodeOnnx("fresh.onnx", bytes, new Map(), null);
  // without a layer that says so, the file does not tell which axis of a picture is its channels
  const { shape } = inputOf(model);
  const dims = openModel("fresh.onnx", bytes).graph.input[0]?.type?.tensor_type?.shape?.dim ?? [];
  const first = numberOf(dims[1]?.dim_value ?? null) === shape[1] && shape[0] !== shape[1];
  const sequence = first ? [-1, 1, 0] : shape[0] === shape[1] ? origin.input.axes : [-1, 0, 1];
  const input = { ...origin.input, axes: shape.length === 3 ? [-1, 2, 0, 1] : shape.length === 2 ? sequence : [-1, 0] };
  const fresh = await differenceFrom(bytes, { ...origin, input }, model, inputs, outputs, examples, words);
  const { pruned } = halved(again);
  const [cut] = await encodeOnnx(pruned, origin);
  const expected = runReference(pruned, inputs, examples);
  const after = await differenceFrom(cut?.bytes ?? bytes, origin, pruned, inputs, expected, examples, words);
  return [fresh / largest, after / largest] as const;
}

const refused = /is of kind (attention|recurrent|mask)|that a mask leaves/;

it("writes random networks that ONNX Runtime computes as we do, and again when they are pruned", async () => {
  let written = 0;
  for (let seed = 0; seed < 60; seed++)
    try {
      const [fresh, after] = await differences(seed);
      expect(fresh, `seed ${seed}`).toBeLessThan(1e-4);
      expect(after, `seed ${seed}, pruned`).toBeLessThan(1e-4);
      written++;
    } catch (thrown) {
      if (!(thrown instanceof FailureError && refused.test(thrown.message))) throw thrown;
    }
  expect(written).toBeGreaterThan(40);
});
