import { costOf, layerCost } from "../../core/model/cost.ts";
import type { LayerId, Model, Shape } from "../../core/model/model.ts";
import { outputShapes } from "../../core/model/shapes.ts";
import type { EvaluationPlan } from "../evaluation-plan.ts";
import { planFold } from "../fold.ts";
import { maskedOps } from "./coalition-order.ts";
import { cutsOf } from "./programme-cuts.ts";
import type { RowProgramme } from "./row-programme.ts";
import type { Tricks, Way } from "./tricks.ts";

/** Operations for one example: of a coalition as it is evaluated, and of a full masked forward pass. */
export interface Operations {
  readonly coalition: number;
  readonly plain: number;
}

/** On rows: absent units are neither read nor computed, tables are looked up, contributions are added. */
function onRows(programme: RowProgramme, tricks: Tricks, kept: number): number {
  const cuts = cutsOf(programme, tricks);
  const masked = new Set(maskedOps(programme).map(({ at }) => at));
  const share = tricks.has("gather") ? kept : 1;
  return programme.ops.reduce((sum, op, at) => {
    if (op.kind !== "linear" || (cuts.table && cuts.depths[at] === 1)) return sum;
    const present = op.channels * (masked.has(at) ? share : 1);
    // what is computed are the units of the next mask; behind the last one everything
    const later = [...masked].some((other) => other > at);
    const outputs = op.outputs * (later ? share : 1);
    const taps = cuts.byChannel[at] ? programme.stores[op.y].places : op.taps.inputs.length;
    return sum + taps * present * outputs;
  }, 0);
}

/** Shaders keep no tables, and what each channel gives to the first masked operation where they fold it. */
function shadersTricks(tricks: Tricks): Tricks {
  const used = new Set(tricks);
  used.delete("table");
  if (used.has("fold")) used.add("contributions");
  return used;
}

/** Stacked: everything behind the first mask, the first masked layer as a product where it is folded. */
function stackedOnes(model: Model, plan: EvaluationPlan, tricks: Tricks): number {
  const shapes = outputShapes(model);
  const shapeOf = (id: LayerId): Shape => shapes.get(id) ?? [];
  return plan.suffix.reduce((sum, layer) => {
    const [site, output] = [plan.sites.get(layer.id), shapeOf(layer.id)];
    const fold = site && tricks.has("fold") ? planFold(layer, site, output) : null;
    return sum + (fold ? fold.size : layerCost(layer, output, layer.inputs.map(shapeOf)).macs);
  }, 0);
}

/**
 * Multiply-accumulates of a coalition for one example by the tricks in force; where contributions are summed, additions.
 * What is kept between coalitions counts nothing: it is computed once for many. Inputs that happen to be zero count.
 * @param kept share of the units
 */
export function operationsOf(
  model: Model,
  plan: EvaluationPlan,
  programme: RowProgramme | string,
  way: Way,
  tricks: Tricks,
  kept: number,
): Operations {
  const prefix = tricks.has("prefix") || way !== "stacked" ? 0 : prefixOf(model, plan);
  const own =
    way !== "stacked" && typeof programme !== "string"
      ? onRows(programme, way === "rows" ? tricks : shadersTricks(tricks), kept)
      : stackedOnes(model, plan, tricks);
  return { coalition: Math.round(prefix + own), plain: costOf(model).macs };
}

function prefixOf(model: Model, plan: EvaluationPlan): number {
  const shapes = outputShapes(model);
  const shapeOf = (id: LayerId): Shape => shapes.get(id) ?? [];
  return plan.prefix.reduce(
    (sum, layer) => sum + layerCost(layer, shapeOf(layer.id), layer.inputs.map(shapeOf)).macs,
    0,
  );
}
