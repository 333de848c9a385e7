import { describe, expect, it } from "vitest";
import { lenet5 } from "../../../bench/train/lenet5.ts";
import type { Model } from "../model/model.ts";
import { seededRandom } from "../random/random-source.ts";
import { type MemoryTask, memoryEstimate } from "./memory-estimate.ts";
import { type MemoryAllowed, memoryRefusal } from "./memory-refusal.ts";

const model = lenet5(seededRandom(1, "memory"));
const task: MemoryTask = {
  model,
  dataset: { inputs: new Uint8Array(784 * 1000), labels: new Int32Array(1000) },
  examples: 500,
  workers: 1,
  work: { kind: "evaluate" },
  limits: { passBytes: 16 * 2 ** 20, cacheBytes: 512 * 2 ** 20 },
};
const unbounded: MemoryAllowed = { heap: null, array: null, machine: null };

/** A network with one layer so large that nobody has it: shapes alone, an estimate reads no weight. */
function giant(inputs: number, outputs: number): Model {
  const values = { length: inputs * outputs };
  return {
    name: "giant",
    layers: [
      { kind: "input", id: "input", inputs: [], shape: [inputs] },
      {
        kind: "dense",
        id: "out",
        inputs: ["input"],
        activation: "linear",
        weights: { kernel: { shape: [inputs, outputs], values } },
      },
    ],
    output: "out",
  } as unknown as Model;
}

describe("an estimate of memory", () => {
  it("adds up, and counts data and weights as they are", () => {
    const { parts, total, least, leastHeap } = memoryEstimate(task);
    const bytes = new Map(parts.map((part) => [part.what, part.bytes]));
    expect(bytes.get("examples as they were opened")).toBe(784_000 + 4000);
    expect(bytes.get("inputs of the calibration examples")).toBe(4 * 784 * 500);
    const weights = (bytes.get("weights") ?? 0) / 4;
    expect(weights % 4).toBe(0);
    expect(total).toBe(parts.reduce((sum, part) => sum + part.bytes, 0));
    expect(leastHeap).toBeGreaterThan(weights);
    expect(least).toBeLessThan(total);
  });

  it("grows with workers, examples and what is repaired, never above what may be kept", () => {
    const whole = (change: Partial<MemoryTask>) => memoryEstimate({ ...task, ...change }).total;
    expect(whole({ workers: 4 })).toBeGreaterThan(whole({}));
    expect(whole({ examples: 900 })).toBeGreaterThan(whole({}));
    expect(whole({ work: { kind: "refit" } })).toBeGreaterThan(whole({}));
    expect(whole({ work: { kind: "fine-tune", batch: 64 } })).toBeGreaterThan(
      whole({ work: { kind: "fine-tune", batch: 8 } }),
    );
    const kept = memoryEstimate({ ...task, examples: 1e9 }).parts.find(({ what }) => what.startsWith("results kept"));
    expect(kept?.bytes).toBe(512 * 2 ** 20);
  });
});

describe("a refusal for want of memory", () => {
  const refused = (of: Model, allowed: Partial<MemoryAllowed>) =>
    memoryRefusal(memoryEstimate({ ...task, model: of }), { ...unbounded, ...allowed }, "Evaluating this network");

  it("is none where the least fits, whatever the whole would take", () => {
    expect(refused(model, unbounded)).toBeNull();
    expect(refused(model, { heap: 2 ** 32, array: 2 ** 28, machine: 2 ** 30 })).toBeNull();
  });

  it("says how much it takes and how much there is, at the size where it begins", () => {
    const heap = 2 ** 32;
    // 2^15 x 2^15 floats are the whole of a 32-bit heap
    expect(refused(giant(2 ** 15, 2 ** 14), { heap })).toBeNull();
    const failure = refused(giant(2 ** 15, 2 ** 15), { heap });
    expect(failure).toMatchObject({
      kind: "out-of-memory",
      message: expect.stringMatching(/at least 4\.0 GiB, and one thread's WebAssembly memory has 4\.0 GiB/),
      details: expect.stringContaining("weights: 16.0 GiB"),
    });
    expect(refused(giant(2 ** 14, 2 ** 13), { array: 2 ** 28 })?.message).toMatch(
      /512 MiB, and one buffer of this GPU/,
    );
    expect(refused(giant(2 ** 14, 2 ** 13), { machine: 2 ** 30 })?.message).toMatch(/memory that this browser reports/);
  });
});
