import type { ExampleSlice } from "../../core/game/evaluator.ts";
import type { LayerId, Model } from "../../core/model/model.ts";
import { inputOf } from "../../core/model/shapes.ts";
import { checkIds } from "../check-ids.ts";
import type { EvaluationPlan } from "../evaluation-plan.ts";
import { runLayers, upload } from "../network.ts";
import { type Tensor, tf } from "../tf.ts";

/** Computes what no mask reaches. */
export interface PrefixOutputs {
  /** Outputs of the frontier layers for these examples. The caller frees them. */
  of(examples: ExampleSlice): Map<LayerId, Tensor>;
  dispose(): void;
}

/** @param inputsOf rows of the dataset as the model's inputs */
export function prefixOutputs(
  model: Model,
  plan: EvaluationPlan,
  inputsOf: (rows: ExampleSlice) => Float32Array,
): PrefixOutputs {
  const network = upload({ ...model, layers: plan.prefix });
  const { shape } = inputOf(model);
  return {
    of(examples) {
      const values = inputsOf(examples);
      checkIds(model, values, examples.length);
      const inputs = tf.tensor(values, [examples.length, ...shape], "float32");
      const found = runLayers(network, plan.prefix, new Map(), plan.frontier, (layer) =>
        layer.kind === "input" ? tf.clone(inputs) : null,
      );
      inputs.dispose();
      for (const [id, tensor] of found)
        if (!plan.frontier.has(id)) {
          tensor.dispose();
          found.delete(id);
        }
      return found;
    },
    dispose: () => network.dispose(),
  };
}
