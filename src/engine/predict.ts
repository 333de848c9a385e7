import type { Model, Shape } from "../core/model/model.ts";
import { forward, upload } from "./network.ts";
import { tf } from "./tf.ts";

/** Examples a pass. */
const chunk = 250;

/** Output of the unmasked network, examples x output width. */
export async function predict(model: Model, inputs: Float32Array, examples: number): Promise<Float32Array> {
  const input = model.layers.find((layer) => layer.kind === "input");
  const shape = input?.kind === "input" ? input.shape : [];
  const network = upload(model);
  try {
    return await inChunks(inputs, shape, examples, (x) => forward(network, x));
  } finally {
    network.dispose();
  }
}

/** Runs `run` over chunks of the examples and joins what it gives. */
export async function inChunks(
  inputs: Float32Array,
  shape: Shape,
  examples: number,
  run: (x: ReturnType<typeof tf.tensor>) => ReturnType<typeof tf.tensor>,
): Promise<Float32Array> {
  const size = shape.reduce((product, axis) => product * axis, 1);
  const parts: Float32Array[] = [];
  for (let from = 0; from < examples; from += chunk) {
    const count = Math.min(chunk, examples - from);
    const x = tf.tensor(inputs.subarray(from * size, (from + count) * size), [count, ...shape]);
    const y = run(x);
    parts.push((await y.data()) as Float32Array);
    tf.dispose([x, y]);
  }
  const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => {
    joined.set(part, at);
    return at + part.length;
  }, 0);
  return joined;
}
