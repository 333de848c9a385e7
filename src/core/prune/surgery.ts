import type { DependencyGraph, PrunableGroup } from "../dependency/dependency-graph.ts";
import { FailureError } from "../failure.ts";
import { outputShapeOf } from "../model/layer-shape.ts";
import type { Layer, LayerId, Model, Shape, Tensor } from "../model/model.ts";
import { weightsOf } from "../model/model.ts";
import { outputShapes } from "../model/shapes.ts";
import type { PruningPlan } from "./pruning-plan.ts";
import { refitted } from "./refitted.ts";
import { takeAlong } from "./take-along.ts";

const invalid = (group: string, message: string): FailureError =>
  new FailureError({
    kind: "settings-invalid",
    message,
    where: `group "${group}"`,
    advice: "Make the plan again from the network that is to be pruned.",
  });

function checkUnits(group: PrunableGroup, units: readonly number[]): void {
  if (units.length === 0)
    throw invalid(
      group.id,
      `The plan keeps no unit of "${group.id}"; at least one has to stay, or nothing gets through.`,
    );
  units.forEach((unit, place) => {
    if (!Number.isInteger(unit) || unit < 0 || unit >= group.width)
      throw invalid(group.id, `The plan keeps unit ${unit} of "${group.id}", which has units 0 to ${group.width - 1}.`);
    if (place > 0 && unit <= units[place - 1])
      throw invalid(
        group.id,
        `The plan names the units of "${group.id}" twice or out of order; ascending ones were expected.`,
      );
  });
}

/** The units each group loses, by group; groups that stay whole are absent. Throws `settings-invalid`. */
function cutsOf(graph: DependencyGraph, plan: PruningPlan): Map<PrunableGroup, number[]> {
  const groups = new Map(graph.groups.map((group) => [group.id, group]));
  const cuts = new Map<PrunableGroup, number[]>();
  for (const { group: id, units } of plan.keep) {
    const group = groups.get(id);
    if (group === undefined) throw invalid(id, `The plan names a group "${id}" that the network does not have.`);
    if (cuts.has(group)) throw invalid(id, `The plan names the group "${id}" twice.`);
    checkUnits(group, units);
    const kept = new Set(units);
    cuts.set(
      group,
      Array.from({ length: group.width }, (_, unit) => unit).filter((unit) => !kept.has(unit)),
    );
  }
  return cuts;
}

/** Indices to remove: layer, then weight, then axis. */
type Removals = Map<LayerId, Map<string, Map<number, Set<number>>>>;

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

function removalsOf(cuts: ReadonlyMap<PrunableGroup, readonly number[]>): Removals {
  const removals: Removals = new Map();
  for (const [group, units] of cuts)
    for (const { layer, weight, axis, indices } of group.couplings) {
      const axes = entry(
        entry(removals, layer, () => new Map()),
        weight,
        () => new Map<number, Set<number>>(),
      );
      const removed = entry(axes, axis, () => new Set<number>());
      for (const unit of units) for (const index of indices[unit]) removed.add(index);
    }
  return removals;
}

function withoutIndices(tensor: Tensor, axes: ReadonlyMap<number, ReadonlySet<number>>): Tensor {
  let result = tensor;
  for (const [axis, removed] of axes) {
    const kept = Array.from({ length: tensor.shape[axis] }, (_, index) => index).filter((index) => !removed.has(index));
    result = takeAlong(result, axis, kept);
  }
  return result;
}

function withoutUnits(layer: Layer, removed: ReadonlyMap<string, ReadonlyMap<number, ReadonlySet<number>>>): Layer {
  const weights = Object.entries(weightsOf(layer)).map(([name, tensor]) => [
    name,
    withoutIndices(tensor, removed.get(name) ?? new Map()),
  ]);
  return weights.length === 0 ? layer : ({ ...layer, weights: Object.fromEntries(weights) } as Layer);
}

/**
 * Cuts a network down to the units that a plan keeps: a new model, the old one untouched (weights that lose nothing are
 * shared). Follows the graph's couplings and knows no layer kinds but those whose settings name channels (`refitted`). The
 * result computes what the masked network computes.
 * @param graph the dependency graph of this model
 * Errors: `settings-invalid` for a plan that names an unknown group, or units that are out of range, out of order, or
 * none; `model-invalid` where graph and model do not belong together.
 */
export function prune(model: Model, graph: DependencyGraph, plan: PruningPlan): Model {
  const removals = removalsOf(cutsOf(graph, plan));
  const before = outputShapes(model);
  const after = new Map<LayerId, Shape>();
  const layers = model.layers.map((layer) => {
    const removed = removals.get(layer.id);
    const read = layer.inputs.map((id) => after.get(id)!);
    const full = layer.inputs.map((id) => before.get(id)!);
    const cut = refitted(removed === undefined ? layer : withoutUnits(layer, removed), removed, full, read);
    after.set(layer.id, outputShapeOf(cut, read));
    return cut;
  });
  const pruned = { ...model, layers };
  outputShapes(pruned);
  return pruned;
}
