import { costOnFewer, overheadOf } from "../../src/core/game/example-blocks.ts";
import { costOf } from "../../src/core/model/cost.ts";
import type { PowerEstimate } from "../../src/core/power/power-index.ts";
import { refitStrategyNames, type StrategySettings } from "../../src/core/prune/trail.ts";
import { seededRandom } from "../../src/core/random/random-source.ts";
import { ready } from "../../src/jobs/workbench.ts";
import { packed, unpacked } from "./bits.ts";
import { budget, isOverBudget, spending } from "./budget.ts";
import { type Contender, ranksOnce } from "./contenders.ts";
import { examples, type LabSession, wholeRound } from "./lab-session.ts";
import { widthRules } from "./width-rules.ts";

/** Units of LeNet-5. */
export const units = 226;
/** d = 0.225: the critical size. Rankings that serve every size are estimated there. */
export const criticalUnits = 51;

/** What a run chose, as the cache keeps it. */
export interface ChosenUnits {
  readonly size: number;
  /** `packed` bits, one a unit. */
  readonly selection: string;
  /** Accuracy of the masked network on the validation examples. */
  readonly validation: number;
  /** Evaluations spent when this size was reached, in those of the usual number of examples. */
  readonly evaluations: number;
  /** Of the whole run. */
  readonly seconds: number;
}

/** The selection that a choice stands for. */
export const selectionOf = (chosen: Pick<ChosenUnits, "selection">) => unpacked(chosen.selection, units);

/** What an evaluation of `ranking` examples costs, in those of the usual number, as the lab counts work (`costOnFewer`). */
function usualEvaluations({ bench }: LabSession, ranking: number): number {
  const overhead = overheadOf(costOf(ready(bench).model.model).macs);
  return 1 / costOnFewer(examples.ranking, ranking, overhead);
}

/** Settings of a contender's run to a size. */
export function settingsOf(contender: Contender, size: number, matched: ChosenUnits | null, session: LabSession) {
  const { strategy, scope, normalised, examplesEach, plan, ranking = examples.ranking } = contender;
  const total = Math.floor(budget / usualEvaluations(session, ranking));
  const rounds = ranksOnce(contender) || isOverBudget(strategy);
  const up = /building/.test(strategy);
  const forRefit = (refitStrategyNames as readonly string[]).includes(strategy);
  const spent =
    rounds || !plan
      ? { stepUnits: isOverBudget(strategy) ? 1 : units, roundEvaluations: total }
      : spending(up ? size : units - size, plan, total);
  const settings: StrategySettings = {
    strategy,
    target: size,
    index: { kind: "biased-banzhaf", bias: (strategy === "top-n" ? criticalUnits : size) / units },
    ...spent,
    ...(forRefit ? { refitExamples: examples.refit } : {}),
    stepEvaluations: wholeRound,
    ...(examplesEach ? { examplesEach } : {}),
    ...(scope ? { scope } : {}),
    ...(normalised ? { normalised } : {}),
    ...(matched ? { rules: widthRules(selectionOf(matched), ready(session.bench).model.players) } : {}),
  };
  return settings;
}

/** A contender's run: the sizes that it passes through among those wanted. */
export async function choose(
  session: LabSession,
  contender: Contender,
  settings: StrategySettings,
  seed: number,
  sizes: readonly number[],
  estimate: PowerEstimate | null = null,
): Promise<ChosenUnits[]> {
  const start = performance.now();
  const trail = await session.ask("prune", { seed, payoff: contender.payoff, estimate, settings });
  if (!trail) throw new Error(`${contender.name} gave no trail`);
  const seconds = (performance.now() - start) / 1000;
  const share = usualEvaluations(session, contender.ranking ?? examples.ranking);
  return trail.points
    .filter(({ size }) => sizes.includes(size))
    .map(({ size, selection, accuracy, evaluations }) => ({
      size,
      selection: packed(selection),
      validation: accuracy,
      evaluations: share * Math.max(evaluations, size === settings.target ? trail.evaluations : 0),
      seconds,
    }));
}

/** A ranking by chance, as an estimate that costs nothing. */
export function chance(seed: number, draw: number, count = units): PowerEstimate {
  const random = seededRandom(seed, `quality draw ${draw}`);
  return {
    power: Float64Array.from({ length: count }, () => random.uniform()),
    standardError: new Float64Array(count).fill(Number.NaN),
    degreesOfFreedom: 0,
    evaluations: 0,
  };
}
