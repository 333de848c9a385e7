import type { DependencyGraph } from "../dependency/dependency-graph.ts";
import {
  type BatchNormLayer,
  type ConvLayer,
  type DenseLayer,
  type DepthwiseConvLayer,
  type Layer,
  type LayerId,
  type Model,
  weightsOf,
} from "../model/model.ts";
import type { PruningPlan } from "../prune/pruning-plan.ts";
import { keptOutputs } from "./kept-outputs.ts";

/** A layer whose outputs are linear in its weights. */
export type LinearLayer = DenseLayer | ConvLayer | DepthwiseConvLayer;

/** A layer of the full network that reads something else once the network is pruned, and may be repaired. */
export type RepairSite =
  | {
      readonly kind: "linear";
      readonly layer: LinearLayer;
      /** Its output channels that are kept, ascending. */
      readonly kept: Int32Array;
      /** Whether only batch-norms read it: they take up what an intercept would add. */
      readonly normed: boolean;
    }
  | { readonly kind: "norm"; readonly layer: BatchNormLayer; readonly kept: Int32Array };

const isLinear = (layer: Layer): layer is LinearLayer =>
  layer.kind === "dense" || layer.kind === "conv" || layer.kind === "depthwise-conv";

/** Whether a layer reads fewer numbers than it did. Channel by channel nothing is lost but what is cut itself. */
function readsLess(before: Layer, after: Layer): boolean {
  const [had, has] = [weightsOf(before), weightsOf(after)];
  if (before.kind === "dense" || before.kind === "conv") return had.kernel.shape.at(-2) !== has.kernel.shape.at(-2);
  if (before.kind !== "recurrent" && before.kind !== "attention") return false;
  return Object.keys(had).some((name) => had[name].shape.join() !== has[name].shape.join());
}

/**
 * Where a pruned network computes something else than the full one does at its kept outputs, in the network's order:
 * every dense layer, convolution and batch-norm behind a cut. Layers before the first cut, and those that only lost
 * outputs, compute what they did.
 */
export function repairSites(full: Model, pruned: Model, graph: DependencyGraph, plan: PruningPlan): RepairSite[] {
  const changed = new Set<LayerId>();
  const sites: RepairSite[] = [];
  full.layers.forEach((layer, place) => {
    const readsOther = layer.inputs.some((id) => changed.has(id)) || readsLess(layer, pruned.layers[place]);
    if (!readsOther) return;
    changed.add(layer.id);
    if (isLinear(layer)) {
      const readers = full.layers.filter(({ inputs }) => inputs.includes(layer.id));
      const plain = layer.activation.name === "linear" && layer.id !== full.output;
      const normed = plain && readers.length > 0 && readers.every(({ kind }) => kind === "batch-norm");
      sites.push({ kind: "linear", layer, kept: keptOutputs(graph, plan, layer), normed });
    }
    if (layer.kind === "batch-norm") sites.push({ kind: "norm", layer, kept: keptOutputs(graph, plan, layer) });
  });
  return sites;
}
