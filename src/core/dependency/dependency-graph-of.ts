import type { Model } from "../model/model.ts";
import { weightsOf } from "../model/model.ts";
import { outputShapes } from "../model/shapes.ts";
import { type ChannelFlow, channelFlow } from "./channel-flow.ts";
import { type ChannelGroup, channelGroups } from "./channel-groups.ts";
import { couplingsOf } from "./couplings.ts";
import type { DependencyGraph, FrozenLayer, MaskSite } from "./dependency-graph.ts";
import { frozenChannels } from "./frozen-channels.ts";
import { makesUnits, readsUnits } from "./unit-layers.ts";

/** Why a layer keeps its width where none of its channels has to stay for a reason of its own. */
function loneReason(channels: Int32Array, made: ReadonlySet<number>): string {
  if (!channels.some((channel) => made.has(channel))) return "Its channels are constant; no layer makes them.";
  return channels.length === 1
    ? "It has only one unit."
    : "Each of its units goes a way of its own, and on every way at least one has to stay.";
}

/** Layers with weights but without a single prunable channel, each with the reason of its first one that has one. */
function frozenLayers(
  model: Model,
  flow: ChannelFlow,
  reasons: ReadonlyMap<number, string>,
  groups: readonly ChannelGroup[],
): FrozenLayer[] {
  const playing = new Set(groups.flatMap(({ classes }) => classes));
  const made = new Set(model.layers.filter(makesUnits).flatMap(({ id }) => [...flow.get(id)!]));
  return model.layers.flatMap((layer) => {
    const channels = flow.get(layer.id)!;
    if (Object.keys(weightsOf(layer)).length === 0 || channels.some((channel) => playing.has(channel))) return [];
    const reason = [...channels].map((channel) => reasons.get(channel)).find((known) => known !== undefined);
    return [{ layer: layer.id, reason: reason ?? loneReason(channels, made) }];
  });
}

/** Layers that read at least one unit by weights of their own, with the unit behind each of their input channels. */
function maskSites(model: Model, flow: ChannelFlow, groups: readonly ChannelGroup[]): MaskSite[] {
  const unitOf = new Map(groups.flatMap(({ classes }) => classes).map((channel, unit) => [channel, unit]));
  return model.layers.flatMap((layer) => {
    if (!readsUnits(layer)) return [];
    const units = flow.get(layer.inputs[0])!.map((channel) => unitOf.get(channel) ?? -1);
    return units.some((unit) => unit >= 0) ? [{ consumer: layer.id, units }] : [];
  });
}

/**
 * Which indices of which weights move together, channel by channel: a unit is a class of channels that is kept or cut
 * as one. Layers whose channels cannot be cut are listed as frozen with the reason; a group of one unit is frozen too.
 * Masks act where a unit is read, not where it is made, so that a norm's beta or a sigmoid's 0.5 in between does not
 * leak: a masked network and a pruned one agree exactly.
 * Errors: `model-invalid`.
 */
export function dependencyGraphOf(model: Model): DependencyGraph {
  const shapes = outputShapes(model);
  const flow = channelFlow(model, shapes);
  const reasons = frozenChannels(model, shapes, flow);
  const groups = channelGroups(model, flow, reasons);
  const unitOffset = new Int32Array(groups.length + 1);
  groups.forEach(({ classes }, index) => {
    unitOffset[index + 1] = unitOffset[index] + classes.length;
  });
  return {
    groups: groups.map(({ id, producers, classes }) => ({
      id,
      width: classes.length,
      producers,
      couplings: couplingsOf(model, flow, classes),
    })),
    frozen: frozenLayers(model, flow, reasons, groups),
    unitOffset,
    maskSites: maskSites(model, flow, groups),
  };
}
