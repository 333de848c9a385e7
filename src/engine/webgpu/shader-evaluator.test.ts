import { describe, expect, it, vi } from "vitest";
import { lenet5 } from "../../../bench/train/lenet5.ts";
import { coalitions, gpuSides, worstGap } from "../../../test/gpu-sides.ts";
import { randomModel } from "../../../test/random-model.ts";
import { startWebgpu } from "../../../test/start-webgpu.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import { defaultLimits } from "../evaluation/limits.ts";
import type { Trick } from "../evaluation/tricks.ts";
import { tf } from "../tf.ts";
import { gpuDevice } from "./gpu-device.ts";
import { compilingShaders } from "./pipelines.ts";
import { shaderBytes } from "./shader-context.ts";

// drivers in software compile slowly, most of all on a busy machine
vi.setConfig({ testTimeout: 300_000 });

const reason = await startWebgpu();
const why = reason === null ? "" : ` (skipped: ${reason})`;

const switches: (readonly Trick[])[] = [[], ["prefix"], ["fold"], ["gather"], ["stack"], ["flight"]];

describe.skipIf(reason !== null)(`shaders on random networks${why}`, () => {
  it("equal the plain evaluator to 1e-5 with each trick left out, call after call and with gains", async () => {
    let compared = 0;
    // between them they have every operation of a programme
    for (const seed of [0, 1, 5, 7]) {
      const random = seededRandom(seed, "shaders");
      const sides = gpuSides(randomModel(random), 7, random);
      if (!sides) continue;
      const calls = [];
      for (const kept of [0.4, 0.7]) {
        const batch = coalitions(sides.players, 3, kept, random);
        const gains = kept < 0.5 ? Float32Array.from(batch.members, () => 0.5 + random.uniform()) : undefined;
        calls.push({ batch, gains, plain: await sides.plain(batch, sides.rows, gains) });
      }
      for (const without of switches) {
        const shaders = sides.shaders(without);
        for (const { batch, gains, plain } of calls) {
          const found = await shaders.outputs(batch, sides.rows, gains);
          expect(worstGap(plain.values, found.values), `seed ${seed} without ${without}`).toBeLessThan(1e-5);
          compared++;
        }
        shaders.dispose();
      }
    }
    expect(compared).toBeGreaterThan(15);
  });
});

describe.skipIf(reason !== null)(`shaders on LeNet-5${why}`, () => {
  const random = seededRandom(3, "shaders");
  const sides = gpuSides(lenet5(random), 10, random);
  if (!sides) throw new Error("LeNet-5 has no rows");
  const batch = coalitions(sides.players, 9, 0.5, random);

  it("give the same numbers to the bit however coalitions and examples are cut into passes", async () => {
    const whole = sides.shaders();
    // room for some coalitions of four examples
    const cut = sides.shaders([], { ...defaultLimits, passBytes: 64 * 2 ** 10 });
    const plain = await sides.plain(batch, sides.rows);
    const [a, b] = [await whole.outputs(batch, sides.rows), await cut.outputs(batch, sides.rows)];
    expect(b.values).toEqual(a.values);
    expect(worstGap(plain.values, a.values)).toBeLessThan(1e-5);
    expect(whole.counts.passes).toBe(1);
    expect(cut.counts.passes).toBeGreaterThan(3);
    expect(cut.counts.coalitions).toBeGreaterThan(9);
    for (const evaluator of [whole, cut]) evaluator.dispose();
  });

  it("take fewer dispatches for all coalitions of a pass than tfjs for one", async () => {
    const shaders = sides.shaders();
    await shaders.outputs(batch, sides.rows);
    expect(shaders.counts.dispatches).toBeLessThan(9);
    shaders.dispose();
  });

  it("leave no tensors and no buffers behind, and calls at the same time do not disturb each other", async () => {
    const [tensors, bytes] = [tf.memory().numTensors, shaderBytes()];
    const shaders = sides.shaders();
    const alone = await shaders.outputs(batch, sides.rows);
    const [held, kept] = [tf.memory().numTensors, shaderBytes()];
    const few = sides.rows.slice(0, 5);
    const [again, part] = await Promise.all([shaders.outputs(batch, sides.rows), shaders.outputs(batch, few)]);
    expect(again.values).toEqual(alone.values);
    expect(part.values.slice(0, 50)).toEqual(alone.values.slice(0, 50));
    await shaders.outputs(batch, sides.rows);
    expect(tf.memory().numTensors).toBe(held);
    expect(shaderBytes()).toBeLessThan(3 * kept);
    const last = shaders.outputs(batch, sides.rows);
    shaders.dispose();
    expect((await last).values).toEqual(alone.values);
    await new Promise((resolve) => setTimeout(resolve));
    expect(tf.memory().numTensors).toBe(tensors);
    expect(shaderBytes()).toBe(bytes);
  });

  it("are compiled ahead: what is computed later compiles nothing", async () => {
    const shaders = sides.shaders();
    await shaders.warm(sides.rows, 1);
    const device = gpuDevice();
    if (!device) throw new Error("no device");
    await Promise.all(compilingShaders(device));
    const made: string[] = [];
    const { createComputePipelineAsync } = device;
    device.createComputePipelineAsync = (descriptor) => {
      made.push(descriptor.label ?? "");
      return createComputePipelineAsync.call(device, descriptor);
    };
    const labels = new Int32Array(sides.rows.length);
    const gains = new Float32Array(batch.members.length).fill(2);
    try {
      await shaders.outputs(batch, sides.rows, gains);
      await shaders.payoffs?.(batch, sides.rows, labels, "log-likelihood");
      await shaders.meanPayoffs?.(batch, sides.rows, labels, "accuracy");
    } finally {
      device.createComputePipelineAsync = createComputePipelineAsync;
    }
    expect(made).toEqual([]);
    shaders.dispose();
  });
});
