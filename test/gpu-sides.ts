import { dependencyGraphOf } from "../src/core/dependency/dependency-graph-of.ts";
import type { CoalitionBatch } from "../src/core/game/coalition-batch.ts";
import type { Outputs } from "../src/core/game/evaluator.ts";
import { playersOf } from "../src/core/game/players.ts";
import type { Model } from "../src/core/model/model.ts";
import { inputOf } from "../src/core/model/shapes.ts";
import type { RandomSource } from "../src/core/random/random-source.ts";
import { defaultLimits, type Limits } from "../src/engine/evaluation/limits.ts";
import { rowProgramme } from "../src/engine/evaluation/row-programme.ts";
import { everyTrick, type Trick } from "../src/engine/evaluation/tricks.ts";
import { planEvaluation } from "../src/engine/evaluation-plan.ts";
import { loopEvaluator } from "../src/engine/loop-evaluator.ts";
import { tf } from "../src/engine/tf.ts";
import { gpuDevice } from "../src/engine/webgpu/gpu-device.ts";
import { shaderEvaluator } from "../src/engine/webgpu/shader-evaluator.ts";

export const coalitions = (players: number, rows: number, kept: number, random: RandomSource): CoalitionBatch => ({
  players,
  rows,
  members: Uint8Array.from({ length: rows * players }, () => (random.uniform() < kept ? 1 : 0)),
});

/** Largest |difference| relative to 1 + |value|; infinite where the lengths differ. */
export const worstGap = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce(
    (worst, value, at) => Math.max(worst, Math.abs(value - (b[at] ?? Number.NaN)) / (1 + Math.abs(value))),
    a.length === b.length ? 0 : Number.POSITIVE_INFINITY,
  );

/** A network with random examples; null where its suffix has no rows. */
export function gpuSides(model: Model, examples: number, random: RandomSource) {
  const graph = dependencyGraphOf(model);
  const players = playersOf(graph);
  const plan = planEvaluation(model, graph, players);
  const programme = rowProgramme(model, plan);
  if (typeof programme === "string") return null;
  const size = inputOf(model).shape.reduce((product, length) => product * length, 1);
  const inputs = Float32Array.from({ length: examples * size }, () => 2 * random.uniform() - 1);
  const inputsOf = (rows: Int32Array) => {
    const found = new Float32Array(rows.length * size);
    rows.forEach((row, at) => {
      found.set(inputs.subarray(row * size, (row + 1) * size), at * size);
    });
    return found;
  };
  return {
    players: players.count,
    rows: Int32Array.from({ length: examples }, (_, row) => row),
    shaders(without: readonly Trick[] = [], limits: Limits = defaultLimits) {
      const device = gpuDevice();
      if (!device) throw new Error("tfjs is not on WebGPU");
      const tricks = new Set([...everyTrick].filter((trick) => !without.includes(trick)));
      return shaderEvaluator(device, model, plan, programme, players.count, inputsOf, limits, tricks);
    },
    /** The plain loop's, in plain JavaScript: tfjs would compile shaders for each of its operations. */
    async plain(batch: CoalitionBatch, rows: Int32Array, gains?: Float32Array): Promise<Outputs> {
      await tf.setBackend("cpu");
      const loop = loopEvaluator(model, graph, players, inputsOf);
      try {
        return await loop.outputs(batch, rows, gains);
      } finally {
        loop.dispose();
        await tf.setBackend("webgpu");
      }
    },
  };
}
