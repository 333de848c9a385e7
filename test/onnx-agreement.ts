import { dependencyGraphOf } from "../src/core/dependency/dependency-graph-of.ts";
import type { Model } from "../src/core/model/model.ts";
import { runReference } from "../src/core/model/reference-network.ts";
import { inputOf } from "../src/core/model/shapes.ts";
import { sizeOf } from "../src/core/model/weight-shapes.ts";
import { prune } from "../src/core/prune/surgery.ts";
import { seededRandom } from "../src/core/random/random-source.ts";
import { decodeOnnx } from "../src/io/models/onnx/onnx-decode.ts";
import { encodeOnnx } from "../src/io/models/onnx/onnx-encode.ts";
import { differenceFrom } from "./run-onnx.ts";

/** How far ONNX Runtime and our reference are apart. */
export interface Agreement {
  readonly model: Model;
  /** On the file as it is. */
  readonly whole: number;
  /** Units before and after pruning. */
  readonly units: readonly [number, number];
  /** On the file with about half of all units cut. */
  readonly pruned: number;
}

/** Every second unit of every group, beginning with the second. */
export function halved(model: Model): { readonly pruned: Model; readonly units: readonly [number, number] } {
  const graph = dependencyGraphOf(model);
  const keep = graph.groups.map(({ id, width }) => ({
    group: id,
    units: Array.from({ length: width }, (_, unit) => unit).filter((unit) => unit % 2 === 1),
  }));
  const pruned = prune(model, graph, { keep });
  return {
    pruned,
    units: [
      graph.groups.reduce((sum, { width }) => sum + width, 0),
      keep.reduce((sum, { units }) => sum + units.length, 0),
    ],
  };
}

/** Decodes a file, runs it here and in ONNX Runtime, cuts it in half, writes it back, and runs both again. */
export async function agreementOn(bytes: Uint8Array, examples = 3, tokens = 0): Promise<Agreement> {
  const { model, origin } = decodeOnnx("graph.onnx", bytes, new Map(), null);
  const random = seededRandom(3, "inputs");
  const inputs = Float32Array.from({ length: examples * sizeOf(inputOf(model).shape) }, () =>
    tokens > 0 ? random.integer(tokens) : 2 * random.uniform() - 1,
  );
  const difference = (file: Uint8Array, of: Model) =>
    differenceFrom(file, origin, of, inputs, runReference(of, inputs, examples), examples, tokens > 0);
  const whole = await difference(bytes, model);
  const { pruned, units } = halved(model);
  const [file] = await encodeOnnx(pruned, origin);
  return { model, whole, units, pruned: await difference(file?.bytes ?? bytes, pruned) };
}
