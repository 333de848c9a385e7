import type { PowerEstimate } from "../../../core/power/power-index.ts";
import type { LoadedModel } from "../../../state/answers.ts";
import { valueWords } from "../../quantities.ts";
import { unitWords } from "../../unit-words.ts";

type Intervals = readonly (readonly [number, number] | null)[];

/** "conv2 · filter 7 of 16, power 0.0123 ± 0.004". */
export function powerWords(
  model: Pick<LoadedModel, "groups" | "layers">,
  estimate: PowerEstimate,
  intervals: Intervals,
  player: number,
): string {
  const interval = intervals[player];
  const spread = interval ? ` ± ${valueWords((interval[1] - interval[0]) / 2)}` : " (no interval yet)";
  return `${unitWords(model, player)}, power ${valueWords(estimate.power[player] ?? Number.NaN)}${spread}`;
}
