import { costOf, layerCosts } from "../model/cost.ts";
import { layerWords } from "../model/layer-words.ts";
import type { LayerId, Model } from "../model/model.ts";
import { weightsOf } from "../model/model.ts";
import { outputShapes } from "../model/shapes.ts";
import { prune } from "../prune/surgery.ts";
import { type ChannelFlow, channelFlow } from "./channel-flow.ts";
import type { DependencyGraph, GroupId, PrunableGroup } from "./dependency-graph.ts";
import { frozenChannels } from "./frozen-channels.ts";
import type { Preflight, PreflightGroup, PreflightLayer, Standing } from "./preflight.ts";
import { unitCost } from "./unit-cost.ts";
import { makesUnits } from "./unit-layers.ts";

/** The group and unit behind each class of channels. */
type Units = ReadonlyMap<number, { readonly group: PrunableGroup; readonly unit: number }>;

function unitsOf(graph: DependencyGraph, flow: ChannelFlow): Units {
  const units = new Map<number, { group: PrunableGroup; unit: number }>();
  for (const group of graph.groups) {
    const made = group.couplings.find(({ role }) => role === "producer")!;
    made.indices.forEach((indices, unit) => {
      units.set(flow.get(made.layer)![indices[0]], { group, unit });
    });
  }
  return units;
}

/** The unit that each channel is, numbered through all groups; -1 where it is none. */
function unitNumbers(channels: Int32Array, units: Units, graph: DependencyGraph): number[] {
  const offset = new Map(graph.groups.map(({ id }, place) => [id, graph.unitOffset[place]]));
  return Array.from(channels, (channel) => {
    const known = units.get(channel);
    return known === undefined ? -1 : offset.get(known.group.id)! + known.unit;
  });
}

/** How many of these channels belong to each unit of each group. */
function countsOf(channels: Int32Array, units: Units): Map<PrunableGroup, number[]> {
  const counts = new Map<PrunableGroup, number[]>();
  for (const channel of channels) {
    const known = units.get(channel);
    if (known === undefined) continue;
    const { group, unit } = known;
    const of = counts.get(group) ?? new Array<number>(group.width).fill(0);
    counts.set(group, of);
    of[unit]++;
  }
  return counts;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

function groupReport(
  group: PrunableGroup,
  carriers: readonly LayerId[],
  cost: PreflightGroup["unitCost"],
): PreflightGroup {
  return {
    id: group.id,
    width: group.width,
    floor: 1,
    producers: group.producers,
    carriers,
    places: group.couplings.map(({ layer, weight, axis, role, indices }) => {
      const lengths = indices.map(({ length }) => length);
      return { layer, weight, axis, role, indicesPerUnit: { least: Math.min(...lengths), most: Math.max(...lengths) } };
    }),
    unitCost: cost,
  };
}

/**
 * What can be pruned in a network before anyone prunes it: for every layer its words, shape, groups and floor, and why it
 * must stay; for every group all places that a cut touches and what a unit costs.
 * @param graph the dependency graph of this model
 * Errors: `model-invalid`; `model-invalid` too where graph and model do not belong together.
 */
export function preflightOf(model: Model, graph: DependencyGraph): Preflight {
  const shapes = outputShapes(model);
  const flow = channelFlow(model, shapes);
  const units = unitsOf(graph, flow);
  const costs = layerCosts(model);
  const reasons = frozenChannels(model, shapes, flow);
  const frozen = new Map(graph.frozen.map(({ layer, reason }) => [layer, reason]));
  const carriers = new Map<GroupId, LayerId[]>(graph.groups.map(({ id }) => [id, []]));
  const reads = new Map<LayerId, GroupId[]>();
  for (const { id, couplings } of graph.groups)
    for (const { layer, role } of couplings)
      if (role === "consumer") reads.set(layer, [...(reads.get(layer) ?? []), id]);

  const layers = model.layers.map((layer): PreflightLayer => {
    const channels = flow.get(layer.id)!;
    const counts = countsOf(channels, units);
    for (const group of counts.keys()) carriers.get(group.id)!.push(layer.id);
    const prunable = sum([...counts.values()].map(sum));
    const least = sum([...counts.values()].map((of) => Math.min(...of)));
    const weighty = Object.keys(weightsOf(layer)).length > 0;
    const standing: Standing =
      prunable > 0 ? (makesUnits(layer) ? "prunable" : "follows") : weighty ? "frozen" : "plain";
    const partly = weighty && prunable < channels.length;
    const reason =
      frozen.get(layer.id) ??
      (partly ? [...channels].map((channel) => reasons.get(channel)).find((known) => known !== undefined) : undefined);
    const { parameters, macs } = costs.get(layer.id)!;
    return {
      id: layer.id,
      kind: layer.kind,
      words: layerWords(layer),
      outputShape: shapes.get(layer.id)!,
      parameters,
      macs,
      standing,
      channels: { total: channels.length, prunable, floor: channels.length - prunable + least },
      groups: [...counts.keys()].map(({ id }) => id),
      reads: reads.get(layer.id) ?? [],
      coupledWith: [...new Set([...counts.keys()].flatMap(({ producers }) => producers))].filter(
        (id) => id !== layer.id,
      ),
      ...(reason === undefined ? {} : { frozen: reason }),
      inputs: layer.inputs,
      ...(makesUnits(layer) ? { units: unitNumbers(channels, units, graph) } : {}),
    };
  });
  const smallest = prune(model, graph, { keep: graph.groups.map(({ id }) => ({ group: id, units: [0] })) });
  return {
    layers,
    groups: graph.groups.map((group) => groupReport(group, carriers.get(group.id)!, unitCost(model, group, costs))),
    units: graph.unitOffset[graph.groups.length],
    cost: costOf(model),
    floorCost: costOf(smallest),
  };
}
