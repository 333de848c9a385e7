import type { DependencyGraph } from "../core/dependency/dependency-graph.ts";
import type { ExampleSlice } from "../core/game/evaluator.ts";
import type { Players } from "../core/game/players.ts";
import type { Model } from "../core/model/model.ts";
import { defaultLimits, type Limits, type MaskedEvaluator } from "./evaluation/limits.ts";
import { rowEvaluator } from "./evaluation/row-evaluator.ts";
import { rowProgramme } from "./evaluation/row-programme.ts";
import { everyTrick, type Tricks } from "./evaluation/tricks.ts";
import { planEvaluation } from "./evaluation-plan.ts";
import { sharedKernel } from "./kernel/shared-kernel.ts";
import { stackedEvaluator } from "./stacked-evaluator.ts";
import { tf } from "./tf.ts";

export { defaultLimits, type Limits, type MaskedEvaluator };

/**
 * A network whose units can be masked, evaluated as is cheapest here: coalition by coalition on rows of examples where the
 * backend is wasm and the kernel has all of its layers, stacked in tfjs elsewhere.
 * @param inputsOf rows of the dataset as the model's inputs, examples x input size
 * @param tricks left out, all of them may be used
 */
export function maskedEvaluator(
  model: Model,
  graph: DependencyGraph,
  players: Players,
  inputsOf: (rows: ExampleSlice) => Float32Array,
  limits: Limits = defaultLimits,
  tricks: Tricks = everyTrick,
): MaskedEvaluator {
  const plan = planEvaluation(model, graph, players);
  const programme = rowProgramme(model, plan);
  const lent =
    typeof programme === "string" || tf.getBackend() !== "wasm" || !tricks.has("kernel") ? null : sharedKernel();
  if (!lent || typeof programme === "string")
    return stackedEvaluator(model, plan, players.count, inputsOf, limits, tricks);
  return rowEvaluator(lent, model, plan, programme, players.count, inputsOf, limits, tricks);
}
