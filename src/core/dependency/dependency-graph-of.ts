import type { LayerId, Model } from "../model/model.ts";
import { outputShapes } from "../model/shapes.ts";
import { type ChannelFlow, channelFlow, isProducer } from "./channel-flow.ts";
import { type ChannelGroup, channelGroups } from "./channel-groups.ts";
import { couplingsOf } from "./couplings.ts";
import type { DependencyGraph, FrozenLayer, MaskSite } from "./dependency-graph.ts";
import { frozenChannels } from "./frozen-channels.ts";

/** Producers without a single prunable unit, each with the reason of its first channel. */
function frozenLayers(
  model: Model,
  flow: ChannelFlow,
  reasons: ReadonlyMap<number, string>,
  groups: readonly ChannelGroup[],
): FrozenLayer[] {
  const playing = new Set<LayerId>(groups.flatMap(({ producers }) => producers));
  return model.layers.flatMap((layer) =>
    isProducer(layer) && !playing.has(layer.id)
      ? [{ layer: layer.id, reason: reasons.get(flow.get(layer.id)![0]) ?? "It has only one unit." }]
      : [],
  );
}

/** Dense and convolution layers that read at least one unit, with the unit behind each of their input channels. */
function maskSites(model: Model, flow: ChannelFlow, groups: readonly ChannelGroup[]): MaskSite[] {
  const unitOf = new Map(groups.flatMap(({ classes }) => classes).map((channel, unit) => [channel, unit]));
  return model.layers.flatMap((layer) => {
    if (!isProducer(layer)) return [];
    const units = flow.get(layer.inputs[0])!.map((channel) => unitOf.get(channel) ?? -1);
    return units.some((unit) => unit >= 0) ? [{ consumer: layer.id, units }] : [];
  });
}

/**
 * Which indices of which weights move together, channel by channel: a unit is a class of channels that is kept or cut
 * as one. Layers whose units cannot be cut are listed as frozen with the reason; a group of one unit is frozen too.
 * Masks act where a unit is read, not where it is made, so that a norm's beta or a sigmoid's 0.5 in between does not
 * leak: a masked network and a pruned one agree exactly.
 * Errors: `model-invalid`.
 */
export function dependencyGraphOf(model: Model): DependencyGraph {
  const flow = channelFlow(model, outputShapes(model));
  const reasons = frozenChannels(model, flow);
  const groups = channelGroups(model, flow, reasons).filter(({ classes }) => classes.length > 1);
  const unitOffset = new Int32Array(groups.length + 1);
  groups.forEach(({ classes }, index) => {
    unitOffset[index + 1] = unitOffset[index] + classes.length;
  });
  return {
    groups: groups.map(({ producers, classes }) => ({
      id: producers.join("+"),
      width: classes.length,
      producers,
      couplings: couplingsOf(model, flow, classes),
    })),
    frozen: frozenLayers(model, flow, reasons, groups),
    unitOffset,
    maskSites: maskSites(model, flow, groups),
  };
}
