import { layerCost } from "../../core/model/cost.ts";
import type { Layer, LayerId, Model, Shape } from "../../core/model/model.ts";
import { outputShapes } from "../../core/model/shapes.ts";
import type { EvaluationPlan } from "../evaluation-plan.ts";
import { planFold } from "../fold.ts";
import { widestLayer } from "../pass-floats.ts";
import { maskedOps } from "./coalition-order.ts";
import { contributionShare } from "./kept-states.ts";
import type { Limits } from "./limits.ts";
import type { MachineRates } from "./machine-rates.ts";
import type { Cuts } from "./programme-cuts.ts";
import type { RowProgramme } from "./row-programme.ts";
import type { Tricks } from "./tricks.ts";

/** What coalitions of a game are like. */
export interface Expected {
  readonly examples: number;
  /** Share of the units that is there. */
  readonly kept: number;
}

const sizeOf = (shape: Shape): number => shape.reduce((product, length) => product * length, 1);

/** tfjs operations that a layer takes beside its own: the mask, the repeating of what coalitions share. */
const callsALayer = 3;

/** Seconds a coalition, stacked in tfjs. */
export function stackedSeconds(
  model: Model,
  plan: EvaluationPlan,
  limits: Limits,
  tricks: Tricks,
  rates: MachineRates,
  { examples }: Expected,
): number {
  const shapes = outputShapes(model);
  const shapeOf = (id: LayerId): Shape => shapes.get(id) ?? [];
  const aPass = Math.max(1, Math.floor(limits.passBytes / (4 * widestLayer(plan.suffix, shapes))));
  const seconds = (layer: Layer): number => {
    const [site, output] = [plan.sites.get(layer.id), shapeOf(layer.id)];
    const inputs = layer.inputs.map(shapeOf);
    const fold = site && tricks.has("fold") ? planFold(layer, site, output) : null;
    const { macs } = layerCost(layer, output, inputs);
    const arithmetic = fold
      ? fold.size / rates.products
      : macs / (layer.kind === "dense" ? rates.products : rates.convolutions);
    const read = fold ? 0 : inputs.reduce((sum, shape) => sum + sizeOf(shape), 0);
    const moved = read + sizeOf(output);
    const stack = tricks.has("stack") ? Math.max(1, aPass / examples) : 1;
    const passes = Math.max(1, examples / Math.min(aPass, limits.examples));
    return examples * (arithmetic + moved / rates.elements) + (callsALayer * passes) / stack / rates.calls;
  };
  return plan.suffix.reduce((sum, layer) => sum + seconds(layer), 0);
}

/** Contributions come from memory, several times slower than sums of what is in the cache. */
const fromMemory = 3;

/** Seconds a coalition, on rows, once what there is room for is kept. */
export function rowSeconds(
  programme: RowProgramme,
  cuts: Cuts,
  limits: Limits,
  tricks: Tricks,
  rates: MachineRates,
  { examples, kept }: Expected,
): number {
  const masked = new Set(maskedOps(programme).map(({ at }) => at));
  const readMasked = (store: number) =>
    programme.ops.some((op, at) => masked.has(at) && op.kind === "linear" && op.x === store);
  const gathers = tricks.has("gather");
  const block = Math.ceil(examples / 8) * 8;
  const subsets = cuts.table ? 2 ** maskedOps(programme)[0].players.length : 1;
  return programme.ops.reduce((sum, op, at) => {
    if (cuts.table && cuts.depths[at] === 1) return sum;
    const { channels, places } = programme.stores[op.y];
    const computed = gathers && (readMasked(op.y) || at < programme.ops.length - 2) ? kept : 1;
    const moved = (channels * places * computed * block) / rates.rows;
    if (op.kind !== "linear") return sum + moved;
    const present = gathers && masked.has(at) ? kept : 1;
    const weights = op.window * op.channels * present * op.outputs * computed;
    const gathered = present * computed < 1 || !gathers ? weights / rates.gathered : 0;
    const products = op.taps.inputs.length * op.channels * present * op.outputs * computed * block;
    const full = gathered + products / rates.kernel;
    if (!cuts.byChannel[at]) return sum + moved + full;
    const contributions = op.channels * channels * places * block;
    const held = Math.min(1, (contributionShare * limits.cacheBytes) / (4 * subsets * contributions));
    const summed = (fromMemory * present * computed * contributions) / rates.rows;
    return sum + held * summed + (1 - held) * full;
  }, 0);
}
