import type { DependencyGraph } from "../../core/dependency/dependency-graph.ts";
import { type LayerId, type Model, weightsOf } from "../../core/model/model.ts";
import type { PruningPlan } from "../../core/prune/pruning-plan.ts";

/** What stays of one axis of one weight of the original network. */
export interface WeightKeep {
  readonly layer: LayerId;
  readonly weight: string;
  /** Of the weight as Quorum has it. */
  readonly axis: number;
  /** Ascending. */
  readonly kept: readonly number[];
  /** Length of the axis before. */
  readonly of: number;
}

/** The same in the words of a framework: what `torch.index_select` and `numpy.take` need. */
export interface KeepList {
  /** PyTorch: the key in the state_dict. Keras: "<layer>/<weight>". */
  readonly key: string;
  readonly axis: number;
  /** Ascending. */
  readonly kept: readonly number[];
}

/**
 * Which indices of which weights a plan keeps: for every coupling of every group that loses units, along each axis once.
 * Settings that name channels (selections) are no weights and not among them.
 */
export function weightKeepsOf(model: Model, graph: DependencyGraph, plan: PruningPlan): readonly WeightKeep[] {
  const kept = new Map(plan.keep.map(({ group, units }) => [group, new Set(units)]));
  const removed = new Map<string, Set<number>>();
  for (const group of graph.groups) {
    const units = kept.get(group.id);
    if (units === undefined || units.size === group.width) continue;
    for (const { layer, weight, axis, role, indices } of group.couplings) {
      if (role === "selection") continue;
      const place = JSON.stringify([layer, weight, axis]);
      const cut = removed.get(place) ?? new Set<number>();
      for (const [unit, own] of indices.entries()) if (!units.has(unit)) for (const index of own) cut.add(index);
      removed.set(place, cut);
    }
  }
  return model.layers.flatMap((layer) =>
    Object.entries(weightsOf(layer)).flatMap(([weight, { shape }]) =>
      shape.flatMap((of, axis): readonly WeightKeep[] => {
        const cut = removed.get(JSON.stringify([layer.id, weight, axis]));
        if (cut === undefined || cut.size === 0) return [];
        const indices = Array.from({ length: of }, (_, index) => index).filter((index) => !cut.has(index));
        return [{ layer: layer.id, weight, axis, kept: indices, of }];
      }),
    ),
  );
}
