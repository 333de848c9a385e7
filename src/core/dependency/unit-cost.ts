import type { LayerId, Model } from "../model/model.ts";
import { weightsOf } from "../model/model.ts";
import type { Cost } from "../model/summary.ts";
import { sizeOf } from "../model/weight-shapes.ts";
import type { PrunableGroup } from "./dependency-graph.ts";

/**
 * What cutting one unit alone saves, the mean over the units of a group: parameters, and multiply-accumulates, which go
 * with the numbers in the kernels of dense layers and convolutions (no other layer's products shrink).
 * @param costs of the model's layers
 */
export function unitCost(
  model: Model,
  group: PrunableGroup,
  costs: ReadonlyMap<LayerId, Cost>,
): { parameters: number; macs: number } {
  const layers = new Map(model.layers.map((layer) => [layer.id, layer]));
  // couplings of one weight: an addition may couple what a kernel reads with what it makes
  const byWeight = new Map<string, PrunableGroup["couplings"]>();
  for (const coupling of group.couplings) {
    const key = JSON.stringify([coupling.layer, coupling.weight]);
    byWeight.set(key, [...(byWeight.get(key) ?? []), coupling]);
  }
  let [parameters, macs] = [0, 0];
  for (const couplings of byWeight.values()) {
    const { layer, weight } = couplings[0];
    const tensor = weightsOf(layers.get(layer)!)[weight];
    if (tensor === undefined) continue;
    const size = sizeOf(tensor.shape);
    let removed = 0;
    for (let unit = 0; unit < group.width; unit++) {
      const left = [...tensor.shape];
      for (const { axis, indices } of couplings) left[axis] -= indices[unit].length;
      removed += (size - sizeOf(left)) / group.width;
    }
    parameters += removed;
    if (weight === "kernel") macs += (costs.get(layer)!.macs * removed) / size;
  }
  return { parameters, macs };
}
