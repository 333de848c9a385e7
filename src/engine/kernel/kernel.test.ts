import { setFlagsFromString } from "node:v8";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../core/random/random-source.ts";
import { byteHeap } from "./byte-heap.ts";
import { fusesProducts, wasmKernel } from "./kernel.ts";

const examples = 16;
const rowBytes = 4 * examples;

// Node 20 has relaxed SIMD behind a flag, browsers and later Nodes have it without
if (!fusesProducts()) setFlagsFromString("--experimental-wasm-relaxed-simd");

function started(fused = false) {
  const kernel = wasmKernel(fused);
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
  it.each([false, true])("sums weight times input over taps and channels in both orders, fused: %s", (fused) => {
    const { kernel, heap, rows, offsets, random } = started(fused);
    expect(kernel.fused).toBe(fused);
    const [channels, taps, most] = [3, 4, 13];
    const x = rows(channels * taps);
    // zero for all examples, so that it is left out
    x.fill(0, 2 * examples, 3 * examples);
    const [biases, weights] = [most, most * channels * taps].map((length) =>
      Float32Array.from({ length }, () => random.uniform() - 0.5),
    );
    const tapList = heap.takeInts(Array.from({ length: taps }, (_, tap) => [tap * rowBytes, tap]).flat());
    const places = heap.takeInts([0, tapList, tapList + 8 * taps, 0]);
    const y = heap.take(20 * rowBytes);
    const list = heap.take(8 * channels * taps + 4 * channels);
    const input = heap.takeFloats(x);
    const from = offsets([0, 1, 2], taps * rowBytes);
    const to = offsets(
      Array.from({ length: 20 }, (_, channel) => channel),
      rowBytes,
    );
    const known = new Map<string, number>();
    const sizes = new Set<number>();
    for (const outputs of [3, 4, 6, 12, most])
      for (const byChannel of [false, true])
        for (const everything of [0, 1]) {
          const tile = kernel.tileFor(outputs);
          const wide = tile.outputs;
          sizes.add(wide);
          const tiles = Math.ceil(outputs / wide);
          const tileFloats = wide * (1 + channels * taps);
          const [tapStride, channelStride] = byChannel ? [wide, wide * taps] : [wide * channels, wide];
          const packed = new Float32Array(tiles * tileFloats);
          for (let o = 0; o < outputs; o++) {
            const at = Math.floor(o / wide) * tileFloats + (o % wide);
            packed[at] = biases[o];
            for (let c = 0; c < channels; c++)
              for (let t = 0; t < taps; t++)
                packed[at + wide + t * tapStride + c * channelStride] = weights[(o * channels + c) * taps + t];
          }
          const run = byChannel ? tile.linearByChannel : tile.linear;
          const numbers = heap.takeFloats(packed);
          run(
            input,
            places,
            1,
            from,
            channels,
            numbers,
            4 * tapStride,
            4 * channelStride,
            4 * tileFloats,
            to,
            tiles,
            y,
            rowBytes,
            0,
            1,
            list,
            everything,
          );
          for (let o = 0; o < outputs; o++)
            for (let e = 0; e < examples; e++) {
              let sum = biases[o];
              for (let c = 0; c < channels; c++)
                for (let t = 0; t < taps; t++)
                  sum += weights[(o * channels + c) * taps + t] * x[(c * taps + t) * examples + e];
              const found = kernel.floats[y / 4 + o * examples + e];
              expect(found).toBeCloseTo(Math.min(1, Math.max(0, sum)), 5);
              // to the bit, whichever tile it is in
              const name = `${byChannel}, ${o}, ${e}`;
              expect(found).toBe(known.get(name) ?? found);
              known.set(name, found);
            }
        }
    expect(sizes).toEqual(new Set(fused ? [4, 6] : [4]));
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
