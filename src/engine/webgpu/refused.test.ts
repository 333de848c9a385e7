import { afterEach, describe, expect, it, vi } from "vitest";
import { caughtFailure } from "../../../test/caught-failure.ts";
import { coalitions, gpuSides } from "../../../test/gpu-sides.ts";
import { randomModel } from "../../../test/random-model.ts";
import { startWebgpu } from "../../../test/start-webgpu.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import { gpuDevice } from "./gpu-device.ts";
import { Refused, watched } from "./refused.ts";

const reason = await startWebgpu();
const why = reason === null ? "" : ` (skipped: ${reason})`;

afterEach(() => {
  vi.restoreAllMocks();
});

describe.skipIf(reason !== null)(`a device that refuses${why}`, () => {
  const device = gpuDevice() as GPUDevice;

  function sidesOf(seed: number) {
    const random = seededRandom(seed, "refused");
    for (;;) {
      const sides = gpuSides(randomModel(random), 5, random);
      if (sides) return { sides, batch: coalitions(sides.players, 12, 0.5, random) };
    }
  }

  it("is noticed by its own error, with its own words", async () => {
    const tooLarge = device.limits.maxBufferSize * 2;
    const work = watched(device, async () => device.createBuffer({ size: tooLarge, usage: GPUBufferUsage.STORAGE }));
    await expect(work).rejects.toThrow(Refused);
    await expect(watched(device, async () => 7)).resolves.toBe(7);
    await expect(
      watched(device, () => {
        throw new Error("not the device");
      }),
    ).rejects.toThrow("not the device");
  });

  it("gets smaller passes until it takes them, and the numbers are the same", async () => {
    const { sides, batch } = sidesOf(1);
    const shaders = sides.shaders();
    const expected = await shaders.outputs(batch, sides.rows);
    let largest = 0;
    const { dispatchWorkgroups } = GPUComputePassEncoder.prototype;
    vi.spyOn(GPUComputePassEncoder.prototype, "dispatchWorkgroups").mockImplementation(function (
      this: GPUComputePassEncoder,
      x,
      y,
      z,
    ) {
      largest = Math.max(largest, z ?? 1);
      dispatchWorkgroups.call(this, x, y, z);
    });
    const { popErrorScope } = device;
    vi.spyOn(device, "popErrorScope").mockImplementation(async () => {
      const passed = largest <= 3;
      const error = await popErrorScope.call(device);
      largest = 0;
      return passed ? error : ({ message: "out of memory" } as GPUError);
    });
    const before = shaders.counts.passes;
    const found = await shaders.outputs(batch, sides.rows);
    expect(found.values).toEqual(expected.values);
    // 12, 6, then four of 3
    expect(shaders.counts.passes - before).toBeGreaterThanOrEqual(6);
    const again = shaders.counts.passes;
    await shaders.outputs(batch, sides.rows);
    expect(shaders.counts.passes - again).toBe(4);
    shaders.dispose();
  });

  it("ends in a failure with numbers where one coalition is too much", async () => {
    const { sides, batch } = sidesOf(2);
    const shaders = sides.shaders();
    await shaders.outputs(batch, sides.rows);
    const { popErrorScope } = device;
    vi.spyOn(device, "popErrorScope").mockImplementation(async () => {
      await popErrorScope.call(device);
      return { message: "no memory at all" } as GPUError;
    });
    const failure = await caughtFailure(() => shaders.outputs(batch, sides.rows));
    expect(failure.kind).toBe("out-of-memory");
    expect(failure.message).toMatch(/\d+ MiB/);
    expect(failure.details).toContain("no memory at all");
    vi.restoreAllMocks();
    // and the evaluator goes on where memory is there again
    await shaders.outputs(batch, sides.rows);
    shaders.dispose();
  });
});
