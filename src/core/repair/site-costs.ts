import { layerCosts } from "../model/cost.ts";
import { weightsOf } from "../model/model.ts";
import type { RepairTask } from "./repair-task.ts";

/** Multiply-accumulates of one layer's equations at most, and numbers read that are solved at once: what a refit keeps to. */
const [mostWork, mostSolved] = [8e9, 2048];

/**
 * Multiply-accumulates of repairing each site, about: both networks from the site before it, and where it is refitted the
 * equations and their solution. For the time left.
 */
export function siteCosts({ full, pruned, sites, examples }: RepairTask, refitted: boolean): number[] {
  const costs = [layerCosts(full), layerCosts(pruned)];
  const order = full.layers.map(({ id }) => id);
  let from = 0;
  return sites.map(({ kind, layer }) => {
    const to = order.indexOf(layer.id) + 1;
    const passes = order
      .slice(from, to)
      .reduce((sum, id) => sum + costs.reduce((both, of) => both + (of.get(id)?.macs ?? 0), 0), 0);
    from = to;
    const own = pruned.layers.find(({ id }) => id === layer.id);
    const kernel = own && weightsOf(own).kernel;
    if (!refitted || kind === "norm" || !kernel) return examples.length * passes;
    const targets = kernel.shape.at(-1) ?? 1;
    const features = kernel.shape.slice(0, -1).reduce((product, length) => product * length, 1);
    const places = (costs[1]?.get(layer.id)?.macs ?? 0) / Math.max(1, features * targets);
    const solved = Math.min(features, mostSolved);
    const equations = Math.min(mostWork, examples.length * places * features * (solved + targets));
    return examples.length * passes + equations + solved ** 3 / 3 + solved ** 2 * targets;
  });
}
