import type { ExamplesEach } from "../../src/core/game/example-blocks.ts";
import type { Payoff } from "../../src/core/game/payoff.ts";
import {
  type BaselineName,
  baselineNames,
  everyStrategyName,
  isBaseline,
  type SelectionScope,
  type StrategyName,
} from "../../src/core/prune/trail.ts";
import { isOverBudget, type Plan } from "./budget.ts";
import { examples } from "./lab-session.ts";

/** A way to choose units, as it enters the comparison. */
export interface Contender {
  /** As its rows are called. */
  readonly name: string;
  readonly strategy: StrategyName;
  readonly payoff: Payoff;
  readonly scope?: SelectionScope;
  /** Each layer's ranking on a scale of its own. */
  readonly normalised?: boolean;
  /** Whether it is held to the layer widths that Iterated Building has found with the same sampling seed. */
  readonly matched?: boolean;
  /** Examples of a coalition, where they are not all; the budget is of as much work. */
  readonly examplesEach?: ExamplesEach;
  /** Examples that rank, where they are others than usual; the budget is of as much work. */
  readonly ranking?: number;
  /** Rounds and swaps, of what spends evaluations by rounds. */
  readonly plan?: Plan;
}

/** Strategies that rank once: all sizes are cut from one ranking. */
export function ranksOnce({ strategy }: Pick<Contender, "strategy">): boolean {
  return strategy === "top-n" || isBaseline(strategy);
}

/** Whether the sampling seed decides anything. */
export function isSampled({ strategy, matched }: Pick<Contender, "strategy" | "matched">): boolean {
  return matched === true || !(isBaseline(strategy) || isOverBudget(strategy));
}

/** Rounds and shares that did best on validation examples (docs/results/quality.md), by strategy. */
const plans: Partial<Record<StrategyName, Plan>> = {
  "iterated-building": { rounds: 13, swapShare: 0 },
  "building-with-swaps": { rounds: 7, swapShare: 0.5 },
  "building-with-raced-swaps": { rounds: 7, swapShare: 0.7 },
  "iterated-pruning": { rounds: 22, swapShare: 0 },
  "pruning-with-swaps": { rounds: 22, swapShare: 0.3 },
  reconstruction: { rounds: 1, swapShare: 0.5 },
};
const planOf = (strategy: StrategyName): Plan => plans[strategy] ?? { rounds: 13, swapShare: 0 };

/** LeNet-5 has no batch norm, so nothing to rank by its scales; chance has draws of its own. */
const unable: readonly StrategyName[] = ["norm-scale", "random"];

/**
 * Swaps that are raced over blocks of as many images as the refits see, after rounds whose coalitions are played on few of
 * them: what a swap gains on 500 images is often their noise.
 */
const racing = { ranking: examples.refit, examplesEach: 100 } as const;

/** Every strategy that the lab has, with the lab's own payoff. */
export const strategyContenders: readonly Contender[] = everyStrategyName
  .filter((strategy) => !isBaseline(strategy))
  .map((strategy): Contender => {
    const own = strategy === "building-with-raced-swaps" ? racing : {};
    return { name: strategy, strategy, payoff: "accuracy", plan: planOf(strategy), ...own };
  });

function ranksOf(strategy: BaselineName): readonly Contender[] {
  const shared = { strategy, payoff: "accuracy" } as const;
  return [
    { ...shared, name: strategy },
    { ...shared, name: `${strategy}, scaled by layer`, normalised: true },
    { ...shared, name: `${strategy}, layer-wise`, scope: "layer-wise" },
    { ...shared, name: `${strategy}, widths of Building`, matched: true },
  ];
}

/** Every baseline: global, global on a scale by layer, layer-wise, and at the widths of Iterated Building. */
export const baselineContenders: readonly Contender[] = baselineNames
  .filter((strategy) => !unable.includes(strategy))
  .flatMap(ranksOf);
