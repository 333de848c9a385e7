import type { DependencyGraph } from "../core/dependency/dependency-graph.ts";
import type { Players } from "../core/game/players.ts";
import type { Layer, LayerId, Model } from "../core/model/model.ts";

/** A place where masks act: the input channels of one consumer. */
export interface Site {
  readonly consumer: LayerId;
  /** Player of each input channel (last axis), -1 where nothing is masked. */
  readonly players: Int32Array;
  /** Whether the consumer reads a tensor that no mask has touched yet, so that its linear part can be folded. */
  readonly first: boolean;
}

/** How a masked network is evaluated: once per example, then once per coalition and example. */
export interface EvaluationPlan {
  /** Layers that no mask reaches: computed once for every example. */
  readonly prefix: readonly Layer[];
  /** Layers that depend on the coalition. */
  readonly suffix: readonly Layer[];
  /** Prefix layers whose outputs the suffix reads. */
  readonly frontier: ReadonlySet<LayerId>;
  readonly sites: ReadonlyMap<LayerId, Site>;
}

/** Cuts the network at the first masks. */
export function planEvaluation(model: Model, graph: DependencyGraph, players: Players): EvaluationPlan {
  const playerOf = new Int32Array(graph.unitOffset[graph.groups.length] ?? 0).fill(-1);
  players.graphUnitOf.forEach((unit, player) => {
    playerOf[unit] = player;
  });
  const touched = new Map<LayerId, Int32Array>();
  for (const site of graph.maskSites) {
    const channels = site.units.map((unit) => (unit < 0 ? -1 : playerOf[unit]));
    if (channels.some((player) => player >= 0)) touched.set(site.consumer, channels);
  }
  const dependent = new Set<LayerId>();
  for (const layer of model.layers)
    if (touched.has(layer.id) || layer.inputs.some((id) => dependent.has(id))) dependent.add(layer.id);
  const prefix = model.layers.filter((layer) => !dependent.has(layer.id));
  const suffix = model.layers.filter((layer) => dependent.has(layer.id));
  const frontier = new Set(suffix.flatMap((layer) => layer.inputs.filter((id) => !dependent.has(id))));
  if (!dependent.has(model.output)) frontier.add(model.output);
  const sites = new Map<LayerId, Site>();
  for (const layer of suffix) {
    const channels = touched.get(layer.id);
    if (channels)
      sites.set(layer.id, { consumer: layer.id, players: channels, first: !dependent.has(layer.inputs[0]) });
  }
  return { prefix, suffix, frontier, sites };
}
