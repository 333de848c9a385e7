import type { DependencyGraph } from "../dependency/dependency-graph.ts";
import { costOf, layerCost } from "./cost.ts";
import { layerWords } from "./layer-words.ts";
import type { Model } from "./model.ts";
import { inputOf, outputShapes } from "./shapes.ts";
import type { ModelSummary } from "./summary.ts";

/**
 * What the page shows of a network, without its weights; plain JSON.
 * @param graph the dependency graph of this model
 * Errors: `model-invalid`.
 */
export function summarise(model: Model, graph: DependencyGraph): ModelSummary {
  const shapes = outputShapes(model);
  const reasons = new Map(graph.frozen.map(({ layer, reason }) => [layer, reason]));
  return {
    name: model.name,
    inputShape: inputOf(model).shape,
    outputWidth: shapes.get(model.output)!.at(-1)!,
    layers: model.layers.map((layer) => {
      const outputShape = shapes.get(layer.id)!;
      const { parameters, macs } = layerCost(
        layer,
        outputShape,
        layer.inputs.map((id) => shapes.get(id)!),
      );
      const frozen = reasons.get(layer.id);
      return {
        id: layer.id,
        kind: layer.kind,
        words: layerWords(layer),
        outputShape,
        parameters,
        macs,
        ...(frozen === undefined ? {} : { frozen }),
      };
    }),
    cost: costOf(model),
    groups: graph.groups.map(({ id, width, producers }) => ({ id, width, producers })),
    players: graph.unitOffset[graph.groups.length],
  };
}
