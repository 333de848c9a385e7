import { expect, it } from "vitest";
import { startBackend } from "../../bench/start-backend.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { type Tensor, type Tensor4D, tf } from "./tf.ts";
import { registerWasmGradients } from "./wasm-gradients.ts";

const random = seededRandom(4, "heap-gradients");
/** Quarters, so that windows have ties. */
const values = Float32Array.from({ length: 2 * 9 * 8 * 3 }, () => random.integer(5) / 4);
const pulls = Float32Array.from(values, () => random.uniform() - 0.5);

type Walk = readonly [size: number | [number, number], stride: number | [number, number], pad: "same" | "valid"];

async function poolGradient([size, stride, pad]: Walk): Promise<Float32Array> {
  // what a freed tensor leaves in the memory must not show
  tf.fill([values.length], 7).dispose();
  const gradient = tf.tidy(() =>
    tf.grad((x) => {
      const y = tf.maxPool(x as Tensor4D, size, stride, pad);
      return tf.sum(tf.mul(y, tf.tensor(pulls.subarray(0, y.size), y.shape))) as Tensor;
    })(tf.tensor4d(values, [2, 9, 8, 3])),
  );
  const read = (await gradient.data()) as Float32Array;
  gradient.dispose();
  return read;
}

it.each<Walk>([
  [2, 2, "valid"],
  [3, 2, "valid"],
  [3, 1, "same"],
  [[3, 1], [2, 3], "same"],
  [2, 3, "valid"],
])("the gradient of a max pool of %o by %o, %s, equals the cpu backend's, ties too", async (...walk) => {
  await startBackend("cpu");
  const expected = await poolGradient(walk);
  await startBackend("wasm");
  registerWasmGradients();
  const actual = await poolGradient(walk);
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at], 5);
  });
});

it("sums rows by segment and leaves out ids beyond the last one", async () => {
  await startBackend("wasm");
  registerWasmGradients();
  const [x, ids] = [
    tf.tensor2d([
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
    ]),
    tf.tensor1d([2, 0, 2, 3], "int32"),
  ];
  const sums = tf.unsortedSegmentSum(x, ids, 3);
  expect([...(await sums.data())]).toEqual([3, 4, 0, 0, 6, 8]);
  tf.dispose([x, ids, sums]);
});
