import type { Shape } from "../core/model/model.ts";
import { inChunks } from "./predict.ts";
import { type Tensor, tf } from "./tf.ts";

/** What of a model.json is read here. */
export interface LayersModelJson {
  readonly modelTopology: unknown;
  readonly weightsManifest: readonly { readonly paths: readonly string[]; readonly weights: readonly unknown[] }[];
}

/**
 * Output of an exported model through tfjs's own tf.loadLayersModel: an independent reader of the file.
 * @param json the parsed model.json
 * @param weights the shards joined in manifest order
 * @param output which of several outputs
 */
export async function predictLayersModel(
  json: LayersModelJson,
  weights: Uint8Array,
  inputs: Float32Array,
  inputShape: Shape,
  output = 0,
): Promise<Float32Array> {
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: json.modelTopology as never,
      weightSpecs: json.weightsManifest.flatMap((group) => group.weights) as never,
      weightData: Uint8Array.from(weights).buffer,
    }),
  );
  try {
    const size = inputShape.reduce((product, axis) => product * axis, 1);
    return await inChunks(inputs, inputShape, inputs.length / size, (x) => {
      const found = model.predictOnBatch(x);
      const all: Tensor[] = Array.isArray(found) ? found : [found];
      for (const [place, each] of all.entries()) if (place !== output) each.dispose();
      return all[output] as Tensor;
    });
  } finally {
    model.dispose();
  }
}
