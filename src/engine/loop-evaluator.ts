import type { DependencyGraph } from "../core/dependency/dependency-graph.ts";
import type { Evaluator, ExampleSlice, Outputs } from "../core/game/evaluator.ts";
import type { Players } from "../core/game/players.ts";
import type { LayerId, Model } from "../core/model/model.ts";
import { outputKindOf } from "../core/model/output-kind.ts";
import { outputShapes } from "../core/model/shapes.ts";
import { applyLayer } from "./apply-layer.ts";
import { planEvaluation } from "./evaluation-plan.ts";
import { runLayers, upload } from "./network.ts";
import { tf } from "./tf.ts";

/**
 * The plain way, kept as the yardstick of benches and tests: one full masked forward pass a coalition, nothing cached,
 * folded or stacked.
 */
export function loopEvaluator(
  model: Model,
  graph: DependencyGraph,
  players: Players,
  inputsOf: (rows: ExampleSlice) => Float32Array,
): Evaluator & { dispose(): void } {
  const network = upload(model);
  const { sites } = planEvaluation(model, graph, players);
  const shapes = outputShapes(model);
  const input = model.layers.find((layer) => layer.kind === "input")?.id as LayerId;
  const width = (shapes.get(model.output) ?? []).reduce((product, length) => product * length, 1);
  return {
    players: players.count,
    async outputs(batch, examples, gains): Promise<Outputs> {
      const values = new Float32Array(batch.rows * examples.length * width);
      const inputs = tf.tensor(inputsOf(examples), [examples.length, ...(shapes.get(input) ?? [])], "float32");
      for (let row = 0; row < batch.rows; row++) {
        const strength = (player: number) => {
          const place = row * batch.players + player;
          return player < 0 ? 1 : batch.members[place] * (gains?.[place] ?? 1);
        };
        const output = runLayers(network, model.layers, new Map(), new Set([model.output]), (layer, given) => {
          if (layer.kind === "input") return tf.clone(inputs);
          const site = sites.get(layer.id);
          if (!site) return null;
          const mask = tf.tensor1d(Float32Array.from(site.players, strength));
          const hidden = given.map((x, place) => (layer.inputs[place] === layer.inputs[0] ? tf.mul(x, mask) : x));
          return applyLayer(layer, hidden, network.weights.get(layer.id) ?? {});
        }).get(model.output);
        values.set((await output?.data()) as Float32Array, row * examples.length * width);
        output?.dispose();
      }
      inputs.dispose();
      return { rows: batch.rows, examples: examples.length, width, kind: outputKindOf(model), values };
    },
    dispose: () => network.dispose(),
  };
}
