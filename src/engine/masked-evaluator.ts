import type { DependencyGraph } from "../core/dependency/dependency-graph.ts";
import type { ExampleSlice } from "../core/game/evaluator.ts";
import type { Players } from "../core/game/players.ts";
import type { Model } from "../core/model/model.ts";
import { type ChosenWay, chooseWay } from "./evaluation/choose-way.ts";
import { defaultLimits, type Limits, type MaskedEvaluator } from "./evaluation/limits.ts";
import { type Operations, operationsOf } from "./evaluation/operations.ts";
import { rowEvaluator } from "./evaluation/row-evaluator.ts";
import { rowProgramme } from "./evaluation/row-programme.ts";
import { everyTrick, type Tricks } from "./evaluation/tricks.ts";
import { planEvaluation } from "./evaluation-plan.ts";
import { sharedKernel } from "./kernel/shared-kernel.ts";
import { stackedEvaluator } from "./stacked-evaluator.ts";
import { gpuDevice } from "./webgpu/gpu-device.ts";
import { shaderEvaluator } from "./webgpu/shader-evaluator.ts";

export { defaultLimits, type Limits, type MaskedEvaluator };

/** An evaluator that says how it evaluates. */
export interface PlannedEvaluator extends MaskedEvaluator {
  /**
   * The way that is taken for so many examples, chosen at the first call of this, `outputs` or `warm` and kept from then
   * on.
   */
  describe(examples: number): Promise<ChosenWay>;
  /** Operations for an example by the way that is taken for so many, of a coalition with this share of the units. */
  operations(examples: number, kept: number): Promise<Operations>;
  /** Frees weights and caches until it is asked for outputs again; between two calls. */
  rest(): void;
}

/**
 * A network whose units can be masked, evaluated as is cheapest here: coalition by coalition on rows of examples by our
 * own kernel or shaders, or stacked in tfjs.
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
): PlannedEvaluator {
  const plan = planEvaluation(model, graph, players);
  const programme = rowProgramme(model, plan);
  let chosen: Promise<ChosenWay> | null = null;
  let made: MaskedEvaluator | null = null;
  let disposed = false;

  const describe = (examples: number): Promise<ChosenWay> => {
    chosen ??= chooseWay(model, plan, programme, limits, tricks, examples);
    return chosen;
  };

  function onGpu(): MaskedEvaluator {
    const device = gpuDevice();
    if (!device || typeof programme === "string") throw new Error("the backend was changed");
    return shaderEvaluator(device, model, plan, programme, players.count, inputsOf, limits, tricks);
  }

  async function evaluator(examples: number): Promise<MaskedEvaluator> {
    const { way } = await describe(examples);
    if (disposed) throw new Error("this evaluator is disposed of");
    if (made) return made;
    if (way === "shaders") {
      made = onGpu();
      return made;
    }
    const lent = way === "rows" ? sharedKernel() : null;
    made =
      lent && typeof programme !== "string"
        ? rowEvaluator(lent, model, plan, programme, players.count, inputsOf, limits, tricks)
        : stackedEvaluator(model, plan, players.count, inputsOf, limits, tricks);
    return made;
  }

  function rest(): void {
    made?.dispose();
    made = null;
  }

  return {
    players: players.count,
    outputs: async (batch, examples, gains) => (await evaluator(examples.length)).outputs(batch, examples, gains),
    async payoffs(batch, examples, labels, payoff) {
      if (!tricks.has("reduced")) return null;
      return (await (await evaluator(examples.length)).payoffs?.(batch, examples, labels, payoff)) ?? null;
    },
    async meanPayoffs(batch, examples, labels, payoff) {
      if (!tricks.has("reduced")) return null;
      return (await (await evaluator(examples.length)).meanPayoffs?.(batch, examples, labels, payoff)) ?? null;
    },
    warm: async (examples, rows) => (await evaluator(examples.length)).warm(examples, rows),
    describe,
    async operations(examples, kept) {
      const { way, tricks: all } = await describe(examples);
      const used = new Set(all.filter(({ obstacle }) => obstacle === null).map(({ trick }) => trick));
      return operationsOf(model, plan, programme, way, used, kept);
    },
    rest,
    dispose() {
      disposed = true;
      rest();
    },
  };
}
