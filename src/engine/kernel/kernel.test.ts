import { describe, expect, it } from "vitest";
import { seededRandom } from "../../core/random/random-source.ts";
import { byteHeap } from "./byte-heap.ts";
import { wasmKernel } from "./kernel.ts";

const examples = 16;
const rowBytes = 4 * examples;

function started() {
  const kernel = wasmKernel();
  if (!kernel) throw new Error("this Node has no WebAssembly with SIMD");
  const heap = byteHeap(kernel);
  const random = seededRandom(1, "kernel");
  const rows = (count: number) =>
    Float32Array.from({ length: count * examples }, () => Math.max(0, 4 * random.uniform() - 2));
  const offsets = (channels: readonly number[], bytes: number) =>
    heap.takeInts(channels.map((channel) => channel * bytes));
  return { kernel, heap, rows, offsets, random };
}

describe("the kernel", () => {
  it("sums weight times input over taps and channels, in both orders, from the bias to the bounds", () => {
    const { kernel, heap, rows, offsets, random } = started();
    const [channels, taps, outputs] = [3, 4, 4];
    const x = rows(channels * taps);
    // zero for all examples, so that it is left out
    x.fill(0, 2 * examples, 3 * examples);
    const weights = Float32Array.from({ length: 4 * (1 + channels * taps) }, () => random.uniform() - 0.5);
    const tapList = heap.takeInts(Array.from({ length: taps }, (_, tap) => [tap * rowBytes, tap]).flat());
    const places = heap.takeInts([0, tapList, tapList + 8 * taps, 0]);
    const y = heap.take(outputs * rowBytes);
    const list = heap.take(8 * channels * taps + 4 * channels);
    const input = heap.takeFloats(x);
    const tiles = heap.takeFloats(weights);
    const from = offsets([0, 1, 2], taps * rowBytes);
    const to = offsets([0, 1, 2, 3], rowBytes);
    for (const [run, tapStride, channelStride] of [
      [kernel.linear, 16 * channels, 16],
      [kernel.linearByChannel, 16, 16 * taps],
    ] as const)
      for (const everything of [0, 1]) {
        run(
          input,
          places,
          1,
          from,
          channels,
          tiles,
          tapStride,
          channelStride,
          4 * weights.length,
          to,
          1,
          y,
          rowBytes,
          0,
          1,
          list,
          everything,
        );
        for (let o = 0; o < outputs; o++)
          for (let e = 0; e < examples; e++) {
            let sum = weights[o];
            for (let c = 0; c < channels; c++)
              for (let t = 0; t < taps; t++)
                sum += weights[4 + (t * tapStride + c * channelStride) / 4 + o] * x[(c * taps + t) * examples + e];
            expect(kernel.floats[y / 4 + o * examples + e]).toBeCloseTo(Math.min(1, Math.max(0, sum)), 5);
          }
      }
  });

  it("has softmax, sigmoid and tanh to 3e-7, for small and large inputs", () => {
    const { kernel, heap, offsets } = started();
    const values = Float32Array.from({ length: 3 * examples }, (_, at) => (at - 24) * (at % 5 === 0 ? 20 : 0.3));
    const list = offsets([0, 1, 2], rowBytes);
    const result = (name: "softmax" | "sigmoid" | "tanh") => {
      const address = heap.takeFloats(values);
      kernel[name](address, list, 3, rowBytes);
      return kernel.floats.slice(address / 4, address / 4 + values.length);
    };
    const worst = (found: Float32Array, expected: (at: number) => number) =>
      found.reduce((most, value, at) => Math.max(most, Math.abs(value - expected(at))), 0);
    expect(worst(result("sigmoid"), (at) => 1 / (1 + Math.exp(-values[at])))).toBeLessThan(3e-7);
    expect(worst(result("tanh"), (at) => Math.tanh(values[at]))).toBeLessThan(3e-7);
    const total = (e: number) => [0, 1, 2].reduce((sum, c) => sum + Math.exp(values[c * examples + e] - values[e]), 0);
    const share = (at: number) => Math.exp(values[at] - values[at % examples]) / total(at % examples);
    expect(worst(result("softmax"), share)).toBeLessThan(3e-7);
  });
});
