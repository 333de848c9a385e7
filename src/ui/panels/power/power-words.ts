import type { PowerEstimate } from "../../../core/power/power-index.ts";
import type { LoadedModel } from "../../../state/answers.ts";
import { countOf, countWords, valueWords } from "../../quantities.ts";
import { unitWords } from "../../unit-words.ts";

type Intervals = readonly (readonly [number, number] | null)[];

/** "900 coalitions", or "2,440 coalitions of 100 examples each, as much work as 900 of all". */
export function coalitionsWords({
  evaluations,
  examplesEach,
  work,
}: Pick<PowerEstimate, "evaluations" | "examplesEach" | "work">): string {
  const coalitions = countOf(evaluations, "coalition");
  if (examplesEach === undefined) return coalitions;
  const spent = work === undefined ? "" : `, as much work as ${countWords(work)} of all`;
  return `${coalitions} of ${countOf(examplesEach, "example")} each${spent}`;
}

/** "conv2 · filter 7 of 16, power 0.0123 ± 0.004". */
export function powerWords(
  model: Pick<LoadedModel, "groups" | "layers">,
  estimate: PowerEstimate,
  intervals: Intervals,
  player: number,
): string {
  if (Number.isNaN(estimate.power[player])) return `${unitWords(model, player)}, not estimated yet`;
  const interval = intervals[player];
  const spread = interval ? ` ± ${valueWords((interval[1] - interval[0]) / 2)}` : " (no interval yet)";
  return `${unitWords(model, player)}, power ${valueWords(estimate.power[player] ?? Number.NaN)}${spread}`;
}
