import type { ExamplesEach } from "../game/example-blocks.ts";
import type { PowerIndex } from "../power/power-index.ts";
import type { GroupRule } from "../prune/constraints.ts";
import type { Goal } from "../prune/goal.ts";
import { everyStrategyName, type StrategySettings, selectionScopes } from "../prune/trail.ts";
import { either, fieldsOf, listOf, number, oneOf, orAbsent, type Reader, text, truth } from "./reader.ts";

const has = (kind: string) => (value: unknown) =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === kind;

export const powerIndex: Reader<PowerIndex> = either(
  has("biased-banzhaf"),
  fieldsOf<Extract<PowerIndex, { kind: "biased-banzhaf" }>>({ kind: oneOf("biased-banzhaf"), bias: number }),
  fieldsOf<{ readonly kind: "shapley" | "banzhaf" }>({ kind: oneOf("shapley", "banzhaf") }),
);

const goal: Reader<Goal> = either(
  has("units"),
  fieldsOf<Extract<Goal, { kind: "units" }>>({ kind: oneOf("units") }),
  either(
    has("accuracy"),
    fieldsOf<Extract<Goal, { kind: "accuracy" }>>({ kind: oneOf("accuracy"), fall: number }),
    fieldsOf<Extract<Goal, { kind: "parameters" | "macs" }>>({ kind: oneOf("parameters", "macs"), most: number }),
  ),
);

const rule = fieldsOf<GroupRule>({
  group: text,
  least: orAbsent(number),
  most: orAbsent(number),
  multiple: orAbsent(number),
  whole: orAbsent(truth),
  keep: orAbsent(listOf(number)),
  drop: orAbsent(listOf(number)),
});

/** Examples that a coalition is played on. */
export const examplesEach: Reader<ExamplesEach> = either(
  (value) => typeof value === "number",
  number,
  oneOf("all", "balanced"),
);

/** What the person asked of single groups. */
export const groupRules = listOf(rule);

/** What a pruning run went by; records of earlier versions name fewer settings. */
export const strategySettings: Reader<StrategySettings> = fieldsOf<StrategySettings>({
  strategy: oneOf(...everyStrategyName),
  scope: orAbsent(oneOf(...selectionScopes)),
  target: number,
  goal: orAbsent(goal),
  rules: orAbsent(groupRules),
  stepUnits: number,
  stepShare: orAbsent(number),
  normalised: orAbsent(truth),
  index: powerIndex,
  roundEvaluations: number,
  swapEvaluations: orAbsent(number),
  refitExamples: orAbsent(number),
  examplesEach: orAbsent(examplesEach),
  stepEvaluations: number,
});
