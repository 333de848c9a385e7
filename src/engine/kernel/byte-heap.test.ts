import { describe, expect, it } from "vitest";
import { seededRandom } from "../../core/random/random-source.ts";
import { byteHeap } from "./byte-heap.ts";

function memory() {
  let floats = new Float32Array(16);
  return {
    get floats() {
      return floats;
    },
    get ints() {
      return new Int32Array(floats.buffer);
    },
    grow(bytes: number) {
      if (bytes <= floats.byteLength) return;
      const larger = new Float32Array(Math.ceil(bytes / 4));
      larger.set(floats);
      floats = larger;
    },
  };
}

describe("the heap", () => {
  it("hands out cache lines that never overlap, and takes all of them back", () => {
    const random = seededRandom(1, "byte-heap");
    const kernel = memory();
    const heap = byteHeap(kernel);
    const held: { address: number; values: number[] }[] = [];
    for (let step = 0; step < 600; step++) {
      if (random.uniform() < 0.55 || held.length === 0) {
        const values = Array.from({ length: 1 + random.integer(60) }, () => random.integer(1000));
        const address = step % 2 ? heap.takeFloats(values) : heap.takeInts(values);
        expect(address % 64).toBe(0);
        expect(address).toBeGreaterThan(0);
        const read = step % 2 ? kernel.floats : kernel.ints;
        held.push({ address, values: [...read.slice(address / 4, address / 4 + values.length)] });
        expect(held.at(-1)?.values).toEqual(values);
      } else heap.free(held.splice(random.integer(held.length), 1)[0].address);
    }
    const spans = held.map(({ address, values }) => [address, address + 64 * Math.ceil(values.length / 16)]);
    spans.sort(([a], [b]) => a - b);
    for (let at = 1; at < spans.length; at++) expect(spans[at][0]).toBeGreaterThanOrEqual(spans[at - 1][1]);
    expect(heap.used).toBe(spans.reduce((sum, [from, to]) => sum + to - from, 0));
    for (const { address } of held) heap.free(address);
    expect(heap.used).toBe(0);
    // everything is one hole again
    expect(heap.take(4096)).toBe(64);
  });

  it("refuses to free what it did not hand out, or twice", () => {
    const heap = byteHeap(memory());
    const address = heap.take(8);
    heap.free(address);
    expect(() => heap.free(address)).toThrow("nothing was taken");
  });
});
