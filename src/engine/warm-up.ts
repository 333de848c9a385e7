import type { ExampleSlice } from "../core/game/evaluator.ts";
import type { MaskedEvaluator } from "./masked-evaluator.ts";
import { tf } from "./tf.ts";

/**
 * On WebGPU: compiles all shaders of a pass ahead, in parallel, without computing anything; elsewhere one real pass.
 * @param rows coalitions of the pass; shaders depend on ranks, hardly on sizes
 */
export async function warmUp(
  evaluator: Pick<MaskedEvaluator, "warm">,
  examples: ExampleSlice,
  rows: number,
): Promise<void> {
  if (tf.getBackend() !== "webgpu") return evaluator.warm(examples, rows);
  tf.env().set("WEBGPU_ENGINE_COMPILE_ONLY", true);
  try {
    await evaluator.warm(examples, rows);
    await (tf.backend() as unknown as { checkCompileCompletionAsync(): Promise<void> }).checkCompileCompletionAsync();
  } finally {
    tf.env().set("WEBGPU_ENGINE_COMPILE_ONLY", false);
  }
}
