import { describe, expect, it, vi } from "vitest";
import { lenet5 } from "../../bench/train/lenet5.ts";
import { coalitions, worstGap } from "../../test/gpu-sides.ts";
import { startWebgpu } from "../../test/start-webgpu.ts";
import { dependencyGraphOf } from "../core/dependency/dependency-graph-of.ts";
import { payoffGame } from "../core/game/payoff-game.ts";
import { perExamplePayoffsOf } from "../core/game/per-example-payoff.ts";
import { playersOf } from "../core/game/players.ts";
import { recordedPayoffGame } from "../core/game/recorded-payoff-game.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { everyTrick } from "./evaluation/tricks.ts";
import { defaultLimits, maskedEvaluator } from "./masked-evaluator.ts";
import { tf } from "./tf.ts";
import { warmUp } from "./warm-up.ts";
import { gpuDevice } from "./webgpu/gpu-device.ts";

// drivers in software compile slowly, most of all on a busy machine
vi.setConfig({ testTimeout: 300_000 });

const reason = await startWebgpu();
const why = reason === null ? "" : ` (skipped: ${reason})`;

describe.skipIf(reason !== null)(`the evaluator on WebGPU${why}`, () => {
  const random = seededRandom(1, "warm");
  const model = lenet5(random);
  const graph = dependencyGraphOf(model);
  const players = playersOf(graph);
  const inputs = Float32Array.from({ length: 6 * 784 }, () => random.uniform());
  const rows = Int32Array.from({ length: 6 }, (_, row) => row);
  const inputsOf = (wanted: Int32Array) => inputs.slice(0, 784 * wanted.length);
  const batch = coalitions(players.count, 5, 0.5, random);
  const evaluatorOf = (without: string) =>
    maskedEvaluator(
      model,
      graph,
      players,
      inputsOf,
      defaultLimits,
      new Set([...everyTrick].filter((trick) => trick !== without)),
    );

  it("tries which is faster, compiles all shaders ahead and counts them, and then computes without compiling", async () => {
    const evaluator = evaluatorOf("nothing");
    const steps = [];
    for await (const step of warmUp(evaluator, rows, 1)) steps.push(step);
    expect(steps.length).toBeGreaterThan(8);
    expect(steps.at(-1)).toEqual({ ready: steps.length, total: steps.length });
    const { trial, way, tricks } = await evaluator.describe(rows.length);
    expect(trial?.stacked).toBeGreaterThan(0);
    expect(way).toBe((trial?.shaders ?? 0) < (trial?.stacked ?? 0) ? "shaders" : "stacked");
    expect(tricks.find(({ trick }) => trick === "shaders")?.obstacle === null).toBe(way === "shaders");
    expect(tf.env().getBool("WEBGPU_ENGINE_COMPILE_ONLY")).toBe(false);
    const device = gpuDevice() as GPUDevice;
    const made: unknown[] = [];
    const { createComputePipelineAsync } = device;
    device.createComputePipelineAsync = (descriptor) => {
      made.push(descriptor);
      return createComputePipelineAsync.call(device, descriptor);
    };
    await evaluator.outputs(batch, rows);
    device.createComputePipelineAsync = createComputePipelineAsync;
    expect(made).toEqual([]);
    evaluator.dispose();
  });

  it("stacked in tfjs gives the numbers of the shaders, several passes under way, and leaves no tensors behind", async () => {
    const [shaders, stacked] = [evaluatorOf("nothing"), evaluatorOf("shaders")];
    const before = tf.memory().numTensors;
    const found = await stacked.outputs(batch, rows);
    const held = tf.memory().numTensors;
    expect((await stacked.outputs(batch, rows)).values).toEqual(found.values);
    expect(tf.memory().numTensors).toBe(held);
    expect(worstGap((await shaders.outputs(batch, rows)).values, found.values)).toBeLessThan(1e-5);
    expect((await stacked.describe(rows.length)).way).toBe("stacked");
    stacked.dispose();
    shaders.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("plays games on what is read back of each example, the same to the bit as on all outputs", async () => {
    const [reduced, whole] = [evaluatorOf("nothing"), evaluatorOf("reduced")];
    const labels = Int32Array.from(rows, (row) => row % 10);
    const expected = perExamplePayoffsOf(await whole.outputs(batch, rows), labels, "accuracy");
    const games = [reduced, whole].map((evaluator) => recordedPayoffGame(evaluator, rows, labels, "accuracy"));
    const values = [];
    for (const game of games) {
      values.push(await game.values(batch));
      expect(game.record.perExample.slice(0, expected.length)).toEqual(expected);
    }
    values.push(await payoffGame(reduced, rows, labels, "accuracy").values(batch));
    expect(values[1]).toEqual(values[0]);
    expect(values[2]).toEqual(values[0]);
    reduced.dispose();
    whole.dispose();
  });
});
