import type { DependencyGraph } from "../dependency/dependency-graph.ts";
import type { Layer } from "../model/model.ts";
import type { PruningPlan } from "../prune/pruning-plan.ts";

/** Indices along one axis of a weight that a plan removes. */
function removedAlong(graph: DependencyGraph, plan: PruningPlan, layer: string, weight: string, axis: number) {
  const removed = new Set<number>();
  for (const { group: id, units } of plan.keep) {
    const kept = new Set(units);
    const couplings = graph.groups.find((group) => group.id === id)?.couplings ?? [];
    for (const coupling of couplings) {
      if (coupling.layer !== layer || coupling.weight !== weight || coupling.axis !== axis) continue;
      coupling.indices.forEach((indices, unit) => {
        if (!kept.has(unit)) for (const index of indices) removed.add(index);
      });
    }
  }
  return removed;
}

/** The output channels of a layer of the full network that a plan keeps, ascending. */
export function keptOutputs(
  graph: DependencyGraph,
  plan: PruningPlan,
  layer: Extract<Layer, { kind: "dense" | "conv" | "depthwise-conv" | "batch-norm" }>,
): Int32Array {
  if (layer.kind === "batch-norm")
    return besides(layer.weights.mean.shape[0], removedAlong(graph, plan, layer.id, "mean", 0));
  const { shape } = layer.weights.kernel;
  const last = shape.length - 1;
  if (layer.kind !== "depthwise-conv") return besides(shape[last], removedAlong(graph, plan, layer.id, "kernel", last));
  // input channel c makes the outputs c * multiplier ...
  const inputs = besides(shape[last - 1], removedAlong(graph, plan, layer.id, "kernel", last - 1));
  return Int32Array.from({ length: inputs.length * shape[last] }, (_, place) => {
    const [input, multiple] = [Math.floor(place / shape[last]), place % shape[last]];
    return inputs[input] * shape[last] + multiple;
  });
}

function besides(count: number, removed: ReadonlySet<number>): Int32Array {
  return Int32Array.from({ length: count }, (_, index) => index).filter((index) => !removed.has(index));
}
