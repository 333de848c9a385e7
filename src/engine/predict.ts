import type { Model, Shape } from "../core/model/model.ts";
import { outputShapes } from "../core/model/shapes.ts";
import { checkIds } from "./check-ids.ts";
import { WasmHeapFull } from "./guarded-heap.ts";
import { forward, upload } from "./network.ts";
import { widestLayer } from "./pass-floats.ts";
import { tf } from "./tf.ts";

/** Examples a pass at most, and the bytes that a pass may take. */
const most = { examples: 250, bytes: 64 * 2 ** 20 };

/** How many examples go through at once where each takes this many floats; at least 1. */
export function examplesAPass(floats: number): number {
  return Math.max(1, Math.min(most.examples, Math.floor(most.bytes / (4 * floats))));
}

/**
 * Output of the unmasked network, examples x output width. A pass takes as many examples as its widest layer leaves room
 * for.
 * @throws FailureError dataset-invalid where the inputs hold tokens that the network does not know
 */
export async function predict(model: Model, inputs: Float32Array, examples: number): Promise<Float32Array> {
  checkIds(model, inputs, examples);
  const input = model.layers.find((layer) => layer.kind === "input");
  const shape = input?.kind === "input" ? input.shape : [];
  const network = upload(model);
  try {
    const perPass = examplesAPass(widestLayer(model.layers, outputShapes(model)));
    return await inChunks(inputs, shape, examples, (x) => forward(network, x), perPass);
  } finally {
    network.dispose();
  }
}

/**
 * Runs `run` over chunks of the examples and joins what it gives.
 * Where the memory is full, the rest goes through in smaller chunks.
 * @param perPass examples a chunk; where it is left out, by the size of the input alone, layers being wider mostly
 */
export async function inChunks(
  inputs: Float32Array,
  shape: Shape,
  examples: number,
  run: (x: ReturnType<typeof tf.tensor>) => ReturnType<typeof tf.tensor>,
  perPass?: number,
): Promise<Float32Array> {
  const size = shape.reduce((product, axis) => product * axis, 1);
  let chunk = perPass ?? examplesAPass(16 * size);
  const parts: Float32Array[] = [];
  const chunkOf = async (from: number, count: number): Promise<Float32Array> => {
    const x = tf.tensor(inputs.subarray(from * size, (from + count) * size), [count, ...shape]);
    try {
      const y = tf.tidy(() => run(x));
      try {
        return (await y.data()) as Float32Array;
      } finally {
        y.dispose();
      }
    } finally {
      x.dispose();
    }
  };
  for (let from = 0; from < examples; ) {
    const count = Math.min(chunk, examples - from);
    try {
      parts.push(await chunkOf(from, count));
      from += count;
    } catch (error) {
      if (!(error instanceof WasmHeapFull) || count === 1) throw error;
      chunk = Math.ceil(count / 2);
    }
  }
  const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => {
    joined.set(part, at);
    return at + part.length;
  }, 0);
  return joined;
}
