import type { LayerId, Model } from "../model/model.ts";
import type { ChannelFlow } from "./channel-flow.ts";
import { makesUnits } from "./unit-layers.ts";

/** Classes of channels that the same layers produce and that go the same ways. */
export interface ChannelGroup {
  /** The producers' names, with a number where several groups have the same producers. */
  readonly id: string;
  readonly producers: readonly LayerId[];
  /** One class a unit, in the order of the first producer's channels. */
  readonly classes: readonly number[];
}

/** What groups a class: its producers, and every layer whose output it is in. */
interface Way {
  readonly producers: Set<LayerId>;
  readonly outputs: number[];
}

function waysOf(model: Model, flow: ChannelFlow): Map<number, Way> {
  const ways = new Map<number, Way>();
  model.layers.forEach((layer, index) => {
    for (const channel of new Set(flow.get(layer.id)!)) {
      const way = ways.get(channel) ?? { producers: new Set(), outputs: [] };
      ways.set(channel, way);
      way.outputs.push(index);
      if (makesUnits(layer)) way.producers.add(layer.id);
    }
  });
  return ways;
}

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name} (${count})`;
  taken.add(free);
  return free;
}

/**
 * The prunable classes, grouped by their producers and by the outputs they are in, where there are two or more; groups in the
 * order of their first producers. That they are in the same outputs (a selection may send a layer's channels different ways) makes one unit
 * of each group enough: no output can lose all of its channels.
 */
export function channelGroups(model: Model, flow: ChannelFlow, frozen: ReadonlyMap<number, string>): ChannelGroup[] {
  const groups = new Map<string, { producers: LayerId[]; classes: number[] }>();
  const ways = waysOf(model, flow);
  const grouped = new Set(frozen.keys());
  for (const layer of model.layers)
    if (makesUnits(layer))
      for (const channel of flow.get(layer.id)!) {
        if (grouped.has(channel)) continue;
        grouped.add(channel);
        const way = ways.get(channel)!;
        const producers = [...way.producers];
        const key = JSON.stringify([producers, way.outputs]);
        const group = groups.get(key) ?? { producers, classes: [] };
        groups.set(key, group);
        group.classes.push(channel);
      }
  const taken = new Set<string>();
  return [...groups.values()]
    .filter(({ classes }) => classes.length > 1)
    .map(({ producers, classes }) => ({ id: freeName(producers.join("+"), taken), producers, classes }));
}
