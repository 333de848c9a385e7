import type { LayerId, Model } from "../model/model.ts";
import { type ChannelFlow, isProducer } from "./channel-flow.ts";

/** Classes of channels that the same layers produce. */
export interface ChannelGroup {
  readonly producers: readonly LayerId[];
  /** One class a unit, in the order of the first producer's channels. */
  readonly classes: readonly number[];
}

/** The prunable classes, grouped by the set of their producers; groups in the order of their first producers. */
export function channelGroups(model: Model, flow: ChannelFlow, frozen: ReadonlyMap<number, string>): ChannelGroup[] {
  const producersOf = new Map<number, Set<LayerId>>();
  for (const layer of model.layers) {
    if (!isProducer(layer)) continue;
    for (const channel of flow.get(layer.id)!) {
      if (frozen.has(channel)) continue;
      const producers = producersOf.get(channel) ?? new Set<LayerId>();
      producersOf.set(channel, producers.add(layer.id));
    }
  }
  const groups = new Map<string, { producers: LayerId[]; classes: number[] }>();
  for (const [channel, set] of producersOf) {
    const producers = [...set];
    const key = JSON.stringify(producers);
    const group = groups.get(key) ?? { producers, classes: [] };
    groups.set(key, group);
    group.classes.push(channel);
  }
  return [...groups.values()];
}
