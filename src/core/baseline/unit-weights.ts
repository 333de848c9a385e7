import type { DependencyGraph } from "../dependency/dependency-graph.ts";
import type { Players } from "../game/players.ts";
import { type LayerId, type Model, weightsOf } from "../model/model.ts";

/** A slice of a weight that makes one unit. */
interface Slice {
  readonly layer: LayerId;
  readonly weight: string;
  readonly values: Float32Array;
}

function sliceOf(values: Float32Array, shape: readonly number[], axis: number, indices: Int32Array): Float32Array {
  const inner = shape.slice(axis + 1).reduce((product, n) => product * n, 1);
  const outer = values.length / (shape[axis] * inner);
  const slice = new Float32Array(outer * indices.length * inner);
  let at = 0;
  for (let block = 0; block < outer; block++)
    for (const index of indices)
      for (let i = 0; i < inner; i++) slice[at++] = values[(block * shape[axis] + index) * inner + i];
  return slice;
}

/** Indices of a weight's axis that make one unit. */
export interface WeightPlace {
  readonly layer: LayerId;
  readonly weight: string;
  readonly tensor: { readonly shape: readonly number[]; readonly values: Float32Array };
  readonly axis: number;
  readonly indices: Int32Array;
}

/**
 * Where the weights are that make each unit, in the order of the players: in every layer that produces it those of its
 * kernels, of a recurrent layer or of attention of several; biases are left out.
 */
export function* eachUnitsPlaces(
  model: Model,
  graph: DependencyGraph,
  players: Players,
): Generator<readonly WeightPlace[]> {
  const layers = new Map(model.layers.map((layer) => [layer.id, weightsOf(layer)]));
  const groups = new Map(graph.groups.map((group) => [group.id, group]));
  for (let player = 0; player < players.count; player++) {
    const places: WeightPlace[] = [];
    for (const { layer, weight, axis, role, indices } of groups.get(players.groups[players.groupOf[player]])!
      .couplings) {
      const tensor = layers.get(layer)![weight];
      if (role !== "producer" || weight === "bias" || tensor.shape.length < 2) continue;
      places.push({ layer, weight, tensor, axis, indices: indices[players.unitOf[player]] });
    }
    yield places;
  }
}

/** The weights themselves, a list of slices a player: a copy of the producers' weights. */
export function unitWeights(model: Model, graph: DependencyGraph, players: Players): readonly (readonly Slice[])[] {
  return Array.from(eachUnitsPlaces(model, graph, players), (places) =>
    places.map(({ layer, weight, tensor, axis, indices }) => ({
      layer,
      weight,
      values: sliceOf(tensor.values, tensor.shape, axis, indices),
    })),
  );
}
