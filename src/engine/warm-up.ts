import type { ExampleSlice } from "../core/game/evaluator.ts";
import type { MaskedEvaluator } from "./masked-evaluator.ts";
import { tf } from "./tf.ts";
import { gpuDevice } from "./webgpu/gpu-device.ts";
import { compilingShaders } from "./webgpu/pipelines.ts";

/** What tfjs's WebGPU backend keeps of its compiled programs: a promise each until it is ready. */
interface CompilingBackend {
  readonly pipelineCache: Record<string, unknown>;
  checkCompileCompletionAsync(): Promise<void>;
}

/**
 * On WebGPU: chooses the way, and compiles all shaders of a pass ahead, tfjs's and our own, in parallel, without computing anything, and yields how many are
 * ready; elsewhere one real pass.
 * @param rows coalitions of the pass; shaders depend on ranks, hardly on sizes
 */
export async function* warmUp(
  evaluator: Pick<MaskedEvaluator, "warm"> & { describe?(examples: number): Promise<unknown> },
  examples: ExampleSlice,
  rows: number,
): AsyncGenerator<{ readonly ready: number; readonly total: number }> {
  if (tf.getBackend() !== "webgpu") {
    await evaluator.warm(examples, rows);
    return;
  }
  // what is tried to choose the way must compute, not only compile
  await evaluator.describe?.(examples.length);
  const backend = tf.backend() as unknown as CompilingBackend;
  tf.env().set("WEBGPU_ENGINE_COMPILE_ONLY", true);
  try {
    await evaluator.warm(examples, rows);
    const theirs = Object.values(backend.pipelineCache).filter((pipeline) => pipeline instanceof Promise);
    const device = gpuDevice();
    const compiling = [...theirs, ...(device ? compilingShaders(device) : [])];
    for (const [place, pipeline] of compiling.entries()) {
      await pipeline;
      yield { ready: place + 1, total: compiling.length };
    }
    await backend.checkCompileCompletionAsync();
  } finally {
    tf.env().set("WEBGPU_ENGINE_COMPILE_ONLY", false);
  }
}
