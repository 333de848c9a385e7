import { isBaseline, refitStrategyNames } from "../../src/core/prune/trail.ts";
import { isOverBudget } from "./budget.ts";
import { baselineContenders, type Contender, isSampled, strategyContenders } from "./contenders.ts";
import { networks, type TrainedNetwork } from "./networks.ts";
import { reported, sizes } from "./sizes.ts";

/** One choice of units that the bench reports. */
export interface Run {
  readonly network: TrainedNetwork;
  readonly contender: Contender;
  readonly size: number;
  /** Sampling seed; of chance, the draw. */
  readonly seed: number;
}

export const samplingSeeds = [1, 2, 3, 4, 5];
const draws = Array.from({ length: 20 }, (_, draw) => draw + 1);

export const randomContender: Contender = { name: "random", strategy: "random", payoff: "accuracy" };

/** What the strategies of the paper are tested against at every size. */
const sweptBaselines: readonly string[] = ["magnitude-l2", "taylor", "apoz"];
const sweptStrategies: readonly string[] = ["iterated-building", "iterated-pruning"];

function runsOf(network: TrainedNetwork, contender: Contender, size: number): Run[] {
  const seeds = contender.strategy === "random" ? draws : isSampled(contender) ? samplingSeeds : [1];
  return seeds.map((seed) => ({ network, contender, size, seed }));
}

/** Greedy runs take more than the budget: yardsticks on networks without dropout, building at the reported size alone. */
function takesPart({ strategy }: Contender, network: TrainedNetwork, size: number): boolean {
  if (strategy === "greedy-building") return !network.dropout && size === reported;
  return !isOverBudget(strategy) || !network.dropout;
}

/** Whether a contender also enters at the sizes besides the reported one: those of the paired tests. */
function isSwept({ strategy, normalised, matched, scope }: Contender): boolean {
  if (strategy === "random" || strategy === "greedy-elimination" || sweptStrategies.includes(strategy)) return true;
  const plain = !(normalised || matched || scope);
  return sweptBaselines.includes(strategy) && (plain || (strategy === "magnitude-l2" && !normalised));
}

const order = (contender: Contender): number => {
  const { strategy, normalised } = contender;
  if (isOverBudget(strategy)) return 3;
  // plays networks of all refit examples: a run takes minutes
  if ((refitStrategyNames as readonly string[]).includes(strategy)) return 1.5;
  if (!isBaseline(strategy)) return 0;
  return (strategy === "random" || sweptBaselines.includes(strategy)) && !normalised ? 1 : 2;
};

/** Whether a contender is a yardstick or a baseline that no test is against: these come after the sweep. */
export const isYardstick = (contender: Contender): boolean => order(contender) >= 2;

/** All runs, those that matter most first: the reported size, then the sweep, each without dropout before with it. */
export function allRuns(): Run[] {
  const contenders = [...strategyContenders, randomContender, ...baselineContenders].sort(
    (a, b) => order(a) - order(b),
  );
  const others = sizes.filter((size) => size !== reported);
  const plain = networks.filter(({ dropout }) => !dropout);
  const dropped = networks.filter(({ dropout }) => dropout);
  // a network at a time: opening one takes longer than most cells
  const at = (chosen: readonly TrainedNetwork[], some: readonly number[], which: (place: number) => boolean) =>
    chosen.flatMap((network) =>
      some.flatMap((size) =>
        contenders
          .filter((contender) => takesPart(contender, network, size) && which(order(contender)))
          .filter((contender) => size === reported || isSwept(contender))
          .flatMap((contender) => runsOf(network, contender, size)),
      ),
    );
  const first = (place: number) => place < 2;
  const rest = (place: number) => place >= 2;
  return [
    ...at(plain, [reported], first),
    ...at(plain, others, first),
    ...at(plain, [reported], rest),
    ...at(plain, others, rest),
    ...at(dropped, [reported], first),
    ...at(dropped, others, first),
    ...at(dropped, [reported], rest),
  ];
}
