import type { DependencyGraph } from "../dependency/dependency-graph.ts";
import type { Players } from "../game/players.ts";
import { layerCost } from "../model/cost.ts";
import { type Layer, type LayerId, type Model, type Tensor, weightsOf } from "../model/model.ts";
import { outputShapes } from "../model/shapes.ts";
import type { Cost } from "../model/summary.ts";

const none = new Float32Array(0);

/** Indices that each unit takes along an axis of a weight. */
interface Share {
  readonly weight: string;
  readonly axis: number;
  /** One number a player; players of other groups take 0. */
  readonly indices: Int32Array;
}

/** What of each layer every player takes. */
function sharesOf(graph: DependencyGraph, players: Players): Map<LayerId, Share[]> {
  const shares = new Map<LayerId, Share[]>();
  for (const [g, id] of players.groups.entries())
    for (const { layer, weight, axis, indices } of graph.groups.find((group) => group.id === id)!.couplings) {
      const own = Int32Array.from({ length: players.count }, (_, player) =>
        players.groupOf[player] === g ? indices[players.unitOf[player]].length : 0,
      );
      shares.set(layer, [...(shares.get(layer) ?? []), { weight, axis, indices: own }]);
    }
  return shares;
}

/** The layer with the shapes that its weights have in the selection, and no numbers in them. */
function shrunk(layer: Layer, shares: readonly Share[], selection: Uint8Array): Layer {
  const weights: Record<string, Tensor> = {};
  for (const [name, { shape }] of Object.entries(weightsOf(layer))) {
    const left = [...shape];
    for (const { weight, axis, indices } of shares)
      if (weight === name)
        for (let player = 0; player < selection.length; player++) if (!selection[player]) left[axis] -= indices[player];
    weights[name] = { shape: left, values: none };
  }
  return { ...layer, weights } as Layer;
}

/**
 * What the network cut down to a selection costs, told from shapes alone: the same as `costOf(prune(...))` without
 * cutting anything.
 */
export function costMeter(model: Model, graph: DependencyGraph, players: Players): (selection: Uint8Array) => Cost {
  const shapes = outputShapes(model);
  const shares = sharesOf(graph, players);
  const layers = model.layers.map((layer) => ({
    layer,
    output: shapes.get(layer.id)!,
    inputs: layer.inputs.map((id) => shapes.get(id)!),
    shares: "weights" in layer ? (shares.get(layer.id) ?? []) : [],
  }));
  return (selection) => {
    let [parameters, macs] = [0, 0];
    for (const { layer, output, inputs, shares: own } of layers) {
      const cost = layerCost(own.length > 0 ? shrunk(layer, own, selection) : layer, output, inputs);
      parameters += cost.parameters;
      macs += cost.macs;
    }
    return { parameters, macs, bytes: 4 * parameters };
  };
}
