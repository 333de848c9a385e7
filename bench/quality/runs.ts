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
const sweptBaselines: readonly string[] = ["magnitude-l2", "magnitude-l1", "taylor", "apoz"];
const sweptStrategies: readonly string[] = ["iterated-building", "iterated-pruning", "top-n"];

function runsOf(network: TrainedNetwork, contender: Contender, size: number): Run[] {
  const seeds = contender.strategy === "random" ? draws : isSampled(contender) ? samplingSeeds : [1];
  return seeds.map((seed) => ({ network, contender, size, seed }));
}

/** Greedy runs take four budgets, and are yardsticks on networks without dropout. */
const takesPart = (contender: Contender, network: TrainedNetwork) =>
  !isOverBudget(contender.strategy) || (contender.strategy === "greedy-elimination" && !network.dropout);

/** Whether a contender also enters at the sizes besides the reported one. */
function isSwept({ strategy, normalised }: Contender): boolean {
  if (strategy === "random" || strategy === "greedy-elimination") return true;
  if (sweptStrategies.includes(strategy)) return true;
  return sweptBaselines.includes(strategy) && !normalised;
}

/** All runs, those that matter most first: the reported size, then the sweep, each without dropout before with it. */
export function allRuns(): Run[] {
  const contenders = [...strategyContenders, randomContender, ...baselineContenders];
  const others = sizes.filter((size) => size !== reported);
  const plain = networks.filter(({ dropout }) => !dropout);
  const dropped = networks.filter(({ dropout }) => dropout);
  const at = (chosen: readonly TrainedNetwork[], size: number) =>
    chosen.flatMap((network) =>
      contenders
        .filter((contender) => takesPart(contender, network) && (size === reported || isSwept(contender)))
        .flatMap((contender) => runsOf(network, contender, size)),
    );
  // a network at a time: opening one takes longer than most cells
  const sweep = (chosen: readonly TrainedNetwork[]) =>
    chosen.flatMap((network) => others.flatMap((size) => at([network], size)));
  return [...at(plain, reported), ...sweep(plain), ...at(dropped, reported), ...sweep(dropped)];
}
