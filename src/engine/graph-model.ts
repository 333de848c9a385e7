import { FailureError } from "../core/failure.ts";
import type { Shape } from "../core/model/model.ts";
import { inChunks } from "./predict.ts";
import { type Tensor, tf } from "./tf.ts";

/** What of a GraphModel's model.json is read here. */
export interface GraphModelJson {
  readonly modelTopology: {
    readonly node: readonly { readonly name: string; readonly op: string; readonly input?: readonly string[] }[];
    readonly versions?: { readonly producer?: number; readonly minConsumer?: number };
  };
  readonly weightsManifest: readonly { readonly paths: readonly string[]; readonly weights: readonly unknown[] }[];
  readonly format?: string;
  readonly signature?: unknown;
  readonly userDefinedMetadata?: unknown;
}

/** Node behind a reference such as "^name" (a control edge) or "name:1" (its second output). */
const nodeOf = (reference: string): string => reference.replace(/^\^/, "").replace(/:\d+$/, "");

/** Names of the nodes that no other node reads and that compute something: a graph without a signature says no more. */
export function outputNodesOf(json: GraphModelJson): string[] {
  const nodes = json.modelTopology.node;
  const read = new Set(nodes.flatMap(({ input }) => (input ?? []).map(nodeOf)));
  const idle = new Set(["Placeholder", "PlaceholderWithDefault", "Const", "NoOp", "Assert"]);
  return nodes.filter(({ name, op }) => !read.has(name) && !idle.has(op)).map(({ name }) => name);
}

const unusable = (message: string, details?: string): FailureError =>
  new FailureError({ kind: "model-unsupported", message, ...(details === undefined ? {} : { details }) });

/**
 * Output of an exported graph through tfjs's own tf.loadGraphModel: an independent reader of the file. Graphs of the
 * first converters, without format, signature or versions, load too.
 * @param json the parsed model.json
 * @param weightData the shards joined in manifest order
 * @param outputNode the node whose output is wanted; where it is left out the graph must have one output only
 * @throws FailureError model-unsupported where tfjs refuses the graph or the output is not clear
 */
export async function predictGraphModel(
  json: GraphModelJson,
  weightData: Uint8Array,
  inputs: Float32Array,
  inputShape: Shape,
  outputNode?: string,
): Promise<Float32Array> {
  const { versions } = json.modelTopology;
  const artifacts = {
    // tfjs reads both numbers without asking whether they are there
    modelTopology: {
      ...json.modelTopology,
      versions: { producer: versions?.producer ?? 0, minConsumer: versions?.minConsumer ?? 0 },
    },
    weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
    weightData: Uint8Array.from(weightData).buffer,
    ...(json.format === undefined ? {} : { format: json.format }),
    ...(json.signature === undefined ? {} : { signature: json.signature }),
    ...(json.userDefinedMetadata === undefined ? {} : { userDefinedMetadata: json.userDefinedMetadata }),
  };
  const model = await tf.loadGraphModel(tf.io.fromMemory(artifacts as never)).catch((error: unknown) => {
    throw unusable("tfjs could not load the graph.", String(error));
  });
  try {
    // a signature names its outputs; those of a bare graph are the nodes that nobody reads
    const named = model.outputs.map(({ name }) => nodeOf(name));
    const outputs = outputNode ? [outputNode] : named.length === 1 ? named : outputNodesOf(json);
    if (outputs.length !== 1)
      throw unusable(`The graph has ${outputs.length} outputs (${outputs.join(", ")}); one must be named.`);
    const entrance = model.inputs[0];
    if (model.inputs.length !== 1 || !entrance)
      throw unusable(`The graph has ${model.inputs.length} inputs; exactly one was expected.`);
    const size = inputShape.reduce((product, axis) => product * axis, 1);
    return await inChunks(inputs, inputShape, inputs.length / size, (x) =>
      tf.tidy(() => {
        const fed = entrance.dtype === "int32" ? tf.cast(x, "int32") : x;
        return model.execute({ [entrance.name]: fed }, outputs[0] as string) as Tensor;
      }),
    );
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw unusable("tfjs could not run the graph.", String(error));
  } finally {
    model.dispose();
  }
}
