import { beforeAll, expect, it } from "vitest";
import { startBackend } from "../../bench/start-backend.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { type Tensor4D, tf } from "./tf.ts";
import { registerWasmGradients } from "./wasm-gradients.ts";

const random = seededRandom(3, "gradients");
const values = (length: number) => Float32Array.from({ length }, () => random.uniform() - 0.5);

/** Gradients of sum(conv(x, w) * y) with respect to x and w on the running backend. */
async function gradients(
  x: Float32Array,
  w: Float32Array,
  y: (shape: number[]) => Float32Array,
  stride: number,
  pad: "same" | "valid",
) {
  const grad = tf.grads((a, b) => {
    const out = tf.conv2d(a as Tensor4D, b as Tensor4D, stride, pad);
    return tf.sum(tf.mul(out, tf.tensor(y(out.shape), out.shape)));
  });
  const [dx, dw] = grad([tf.tensor4d(x, [2, 9, 8, 3]), tf.tensor4d(w, [3, 2, 3, 4])]);
  return [await dx.data(), await dw.data()];
}

beforeAll(() => registerWasmGradients());

it.each([
  [1, "same"],
  [1, "valid"],
  [2, "same"],
  [2, "valid"],
  [3, "valid"],
] as const)("the composed wasm gradients equal the cpu backend's at stride %i, %s", async (stride, pad) => {
  const x = values(2 * 9 * 8 * 3);
  const w = values(3 * 2 * 3 * 4);
  const y = (shape: number[]) => {
    const source = seededRandom(1, "y");
    return Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => source.uniform());
  };
  await startBackend("cpu");
  const expected = await gradients(x, w, y, stride, pad);
  await startBackend("wasm");
  const actual = await gradients(x, w, y, stride, pad);
  for (const part of [0, 1]) {
    expect(actual[part].length).toBe(expected[part].length);
    actual[part].forEach((value, place) => {
      expect(Math.abs(value - expected[part][place])).toBeLessThan(1e-4);
    });
  }
});
