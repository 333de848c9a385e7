import { FailureError } from "../src/core/failure.ts";
import type { Shape } from "../src/core/model/model.ts";
import { type GraphModelJson, outputNodesOf, predictGraphModel } from "../src/engine/graph-model.ts";
import { type LayersModelJson, predictLayersModel } from "../src/engine/layers-model.ts";
import { joinBytes } from "../src/io/bytes/join-bytes.ts";
import { readZip } from "../src/io/bytes/zip.ts";
import type { LabParts } from "../src/jobs/lab-parts.ts";

/** Names that tf.loadLayersModel takes for tensors. */
const takenByTfjs = /^[A-Za-z0-9][-A-Za-z0-9._/]*$/;

const nameOf = (weight: unknown): string => String((weight as { readonly name?: unknown }).name);

/** An exported zip as tfjs's own readers take it: model.json and its shards in the manifest's order. */
async function opened<Json extends Pick<LayersModelJson, "weightsManifest">>(
  zip: Uint8Array,
): Promise<{ readonly json: Json; readonly weights: Uint8Array }> {
  const entries = new Map((await readZip("export", zip)).map(({ path, bytes }) => [path, bytes]));
  const json = JSON.parse(new TextDecoder().decode(entries.get("model.json"))) as Json;
  const shards = json.weightsManifest.flatMap(({ paths }) =>
    paths.map((path) => entries.get(path) ?? new Uint8Array()),
  );
  return { json, weights: joinBytes(shards) };
}

async function throughGraphModel(zip: Uint8Array, inputs: Float32Array, inputShape: Shape, output: string) {
  const { json, weights } = await opened<GraphModelJson>(zip);
  const several = json.signature === undefined && outputNodesOf(json).length > 1;
  return predictGraphModel(json, weights, inputs, inputShape, several ? output : undefined);
}

/**
 * What a reader that is not Quorum's computes from an exported file; null where none runs in a browser, or where it has
 * no kernel for the network.
 */
export const predictIndependently: LabParts["predictIndependently"] = async (file, inputs, inputShape, output) => {
  try {
    if (file.format === "tfjs-layers") {
      const { json, weights } = await opened<LayersModelJson>(file.bytes);
      const names = json.weightsManifest.flatMap((group) => group.weights.map(nameOf));
      if (!names.every((name) => takenByTfjs.test(name))) return null;
      const outputs = await predictLayersModel(json, weights, inputs, inputShape, output.place);
      return { reader: "tf.loadLayersModel", outputs };
    }
    if (file.format === "tfjs-graph")
      return {
        reader: "tf.loadGraphModel",
        outputs: await throughGraphModel(file.bytes, inputs, inputShape, output.name),
      };
    return null;
  } catch (thrown) {
    if (thrown instanceof FailureError && thrown.failure.kind === "model-unsupported") return null;
    throw thrown;
  }
};
