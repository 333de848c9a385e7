import { groupRules } from "../core/experiment/strategy-reader.ts";
import type { GroupRule } from "../core/prune/constraints.ts";
import { type Goal, goalKinds } from "../core/prune/goal.ts";
import { everyStrategyName, type SelectionScope, type StrategyName, selectionScopes } from "../core/prune/trail.ts";
import { numberFrom, type Reader, switchFrom, wholeFrom, wordFrom } from "./setting-readers.ts";

/** What a person may choose before a pruning run. null: the lab derives it from the network. */
export interface PruningSettings {
  readonly strategy: StrategyName;
  readonly scope: SelectionScope;
  /** What ends a run. */
  readonly goal: Goal["kind"];
  /** Units to keep. */
  readonly target: number | null;
  /** Share of the parameters, or of the multiply-accumulates, to keep. */
  readonly goalShare: number;
  /** How far the validation accuracy may fall below the full network's. */
  readonly fall: number;
  readonly stepUnits: number;
  /** Share of the units kept that a round changes; 0 for constant steps. */
  readonly stepShare: number;
  readonly roundEvaluations: number | null;
  readonly swapEvaluations: number | null;
  /** Baselines rank within each layer's own scale. */
  readonly normalised: boolean;
  /** What the person asks of single groups. */
  readonly rules: readonly GroupRule[];
}

export const defaultPruning: PruningSettings = {
  strategy: "iterated-building",
  scope: "global",
  goal: "units",
  target: null,
  goalShare: 0.5,
  fall: 0.02,
  stepUnits: 8,
  stepShare: 0,
  roundEvaluations: null,
  swapEvaluations: null,
  normalised: false,
  rules: [],
};

/** Rules as JSON, each of its fields checked. */
const rulesFrom: Reader<readonly GroupRule[]> = {
  expected: 'a list of rules such as [{"group":"conv1","least":4}]',
  read: (text) => {
    try {
      return groupRules(JSON.parse(text), "rules");
    } catch {
      return undefined;
    }
  },
};

export const pruningReaders: { readonly [Key in keyof PruningSettings]: Reader<PruningSettings[Key]> } = {
  strategy: wordFrom(everyStrategyName),
  scope: wordFrom(selectionScopes),
  goal: wordFrom(goalKinds),
  target: wholeFrom(1, 1_000_000),
  goalShare: numberFrom(0.001, 1),
  fall: numberFrom(0, 1),
  stepUnits: wholeFrom(1, 100_000),
  stepShare: numberFrom(0, 0.9),
  roundEvaluations: wholeFrom(2, 10_000_000),
  swapEvaluations: wholeFrom(0, 10_000_000),
  normalised: switchFrom,
  rules: rulesFrom,
};
