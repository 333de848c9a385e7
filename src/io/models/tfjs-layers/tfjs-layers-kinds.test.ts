import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { singleLayerModels } from "../../../../test/single-layer-models.ts";
import { FailureError } from "../../../core/failure.ts";
import type { Model } from "../../../core/model/model.ts";
import { runReference } from "../../../core/model/reference-network.ts";
import { inputOf } from "../../../core/model/shapes.ts";
import { decodeLayersModel } from "./tfjs-layers-decode.ts";
import { type EncodedModel, encodeLayersModel } from "./tfjs-layers-encode.ts";

const reopen = (files: EncodedModel) =>
  decodeLayersModel(
    JSON.parse(files["model.json"]),
    new Map(files.shards.map(({ name, bytes }) => [name, bytes])),
    "test",
  );

/** The files, or the sentence that says why there are none; it has to name the layer. */
function written(model: Model): EncodedModel | string {
  try {
    return encodeLayersModel(model, null);
  } catch (thrown) {
    if (!(thrown instanceof FailureError)) throw thrown;
    expect(thrown.failure).toMatchObject({ kind: "model-unsupported", where: 'layer "y"' });
    return thrown.failure.message;
  }
}

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  a.length === b.length
    ? Math.max(...Array.from(a, (x, i) => Math.abs(x - (b[i] ?? Number.NaN)) / Math.max(1, Math.abs(x))))
    : Number.POSITIVE_INFINITY;

async function inTfjs(files: EncodedModel, model: Model, inputs: Float32Array): Promise<ArrayLike<number>> {
  const json = JSON.parse(files["model.json"]);
  const weightData = new Uint8Array(files.shards[0]?.bytes ?? []).buffer;
  const opened = await tf.loadLayersModel(
    tf.io.fromMemory({ modelTopology: json.modelTopology, weightSpecs: json.weightsManifest[0].weights, weightData }),
  );
  const outputs = opened.predict(tf.tensor(inputs, [2, ...inputOf(model).shape])) as tf.Tensor;
  const values = await outputs.data();
  opened.dispose();
  return values;
}

describe("every layer kind as a tfjs LayersModel", () => {
  beforeAll(async () => {
    await tf.setBackend("cpu");
  });

  it("predicts the same after decoding, and is itself from the second time on", () => {
    let expressed = 0;
    for (const { title, model, inputs } of singleLayerModels()) {
      const files = written(model);
      if (typeof files === "string") continue;
      const once = reopen(files);
      expect(furthest(runReference(model, inputs, 2), runReference(once.model, inputs, 2)), title).toBeLessThan(1e-6);
      expect(reopen(encodeLayersModel(once.model, once.origin)).model, title).toEqual(once.model);
      expressed++;
    }
    expect(expressed).toBeGreaterThan(65);
  });

  it("opens in tf.loadLayersModel with the reference network's numbers", async () => {
    const wrong: string[] = [];
    for (const { title, model, inputs } of singleLayerModels()) {
      const files = written(model);
      if (typeof files === "string") continue;
      const apart = await inTfjs(files, model, inputs).then(
        (theirs) => furthest(runReference(model, inputs, 2), theirs),
        (thrown: unknown) => String(thrown),
      );
      if (typeof apart === "string" || !(apart < 1e-5)) wrong.push(`${title}: ${apart}`);
    }
    expect(wrong).toEqual([]);
  });
});
