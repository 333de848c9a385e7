import type { Layer } from "../core/model/model.ts";
import type { EvaluationPlan } from "./evaluation-plan.ts";
import { masked, stacked } from "./stacked.ts";
import type { Tensor, Tensor2D } from "./tf.ts";

/**
 * A suffix layer's inputs, all stacked [coalitions x examples, ...]: those from the frontier are shared by the coalitions
 * and are repeated, the others are stacked already. A mask acts on the first input, and on every other place where the
 * layer reads the same tensor again (self-attention); a place mask in second position is none of the units. Inside a tidy.
 * @param mask of the layer's site, [coalitions, channels]
 */
export function lifted(
  plan: Pick<EvaluationPlan, "frontier">,
  layer: Layer,
  inputs: readonly Tensor[],
  rows: number,
  mask?: Tensor2D,
): Tensor[] {
  const done = new Map<string, Tensor>();
  return inputs.map((x, place) => {
    const id = layer.inputs[place];
    const known = done.get(id);
    if (known) return known;
    const shared = plan.frontier.has(id);
    const hides = mask !== undefined && id === layer.inputs[0];
    const each = hides ? masked(x, mask, shared) : shared ? stacked(x, rows) : x;
    done.set(id, each);
    return each;
  });
}
