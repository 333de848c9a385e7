import { expect, it } from "vitest";
import { startBackend } from "../../bench/start-backend.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { differentiableConv, differentiableDepthwise } from "./differentiable.ts";
import { type Tensor, type Tensor4D, tf } from "./tf.ts";

type Convolution = (x: Tensor4D, w: Tensor4D) => Tensor4D;

/** Gradients of sum(conv(x, w)²) with respect to x and w. */
async function gradients(convolution: Convolution, xShape: number[], wShape: number[]): Promise<Float32Array[]> {
  const random = seededRandom(5, "differentiable");
  const draw = (shape: number[]) =>
    tf.tensor(
      Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.uniform() - 0.5),
      shape,
    );
  const grad = tf.grads((x, w) => tf.sum(tf.square(convolution(x as Tensor4D, w as Tensor4D))) as Tensor);
  return Promise.all(grad([draw(xShape), draw(wShape)]).map((t) => t.data() as Promise<Float32Array>));
}

const gap = (a: Float32Array[], b: Float32Array[]) =>
  Math.max(...a.flatMap((part, k) => Array.from(part, (value, place) => Math.abs(value - b[k][place]))));

it.each([
  [1, "same"],
  [2, "same"],
  [2, "valid"],
  [3, "valid"],
] as const)("the depthwise gradients on wasm equal tfjs's own on cpu at stride %i, %s", async (stride, pad) => {
  const shapes = [
    [2, 9, 8, 3],
    [3, 2, 3, 2],
  ] as const;
  await startBackend("cpu");
  const expected = await gradients((x, w) => tf.depthwiseConv2d(x, w, stride, pad), [...shapes[0]], [...shapes[1]]);
  await startBackend("wasm");
  const own: Convolution = (x, w) => differentiableDepthwise(x, w, [stride, stride], pad, [1, 1]);
  expect(gap(await gradients(own, [...shapes[0]], [...shapes[1]]), expected)).toBeLessThan(1e-4);
});

it.each(["same", "valid"] as const)(
  "a dilated convolution's gradients equal those of the filter with zeros between, %s",
  async (pad) => {
    await startBackend("wasm");
    const own = await gradients((x, w) => differentiableConv(x, w, [1, 1], pad, [2, 2]), [2, 9, 8, 3], [2, 3, 3, 4]);
    await startBackend("cpu");
    const spread: Convolution = (x, w) => {
      const rows = tf.pad(tf.reshape(w, [2, 1, 3, 1, 12]), [
        [0, 0],
        [0, 1],
        [0, 0],
        [0, 1],
        [0, 0],
      ]);
      const filter = tf.slice(tf.reshape(rows, [4, 6, 3, 4]), [0, 0, 0, 0], [3, 5, 3, 4]) as Tensor4D;
      return tf.conv2d(x, filter, 1, pad);
    };
    expect(gap(own, await gradients(spread, [2, 9, 8, 3], [2, 3, 3, 4]))).toBeLessThan(1e-4);
  },
);
