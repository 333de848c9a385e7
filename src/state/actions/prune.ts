import type { PowerEstimate, PowerIndex } from "../../core/power/power-index.ts";
import type { StrategyName } from "../../core/prune/trail.ts";
import { indexOf, roundEvaluationsOf, targetOf } from "../derived-settings.ts";
import { discard } from "../downstream.ts";
import type { Lab } from "../lab.ts";
import type { LabState } from "../lab-state.ts";
import { startRun } from "../start-run.ts";
import { appraise } from "./appraise.ts";

const strategyWords: Record<StrategyName, string> = {
  "top-n": "Top-n",
  "iterated-pruning": "Iterated pruning",
  "iterated-building": "Iterated building",
};

const sameIndex = (a: PowerIndex, b: PowerIndex) =>
  a.kind === b.kind &&
  (a.kind !== "biased-banzhaf" || (b.kind === "biased-banzhaf" && Math.abs(a.bias - b.bias) < 1e-9));

/** The estimate at hand, where it is a finished one of the same index and payoff. */
function estimateAtHand(state: LabState): PowerEstimate | null {
  const run = state.runs.estimate;
  if (run?.status !== "done" || run.spec.payoff !== state.settings.payoff) return null;
  return sameIndex(run.spec.index, indexOf(state)) ? run.answer : null;
}

/** Prunes towards the target with the chosen strategy; every run is kept. Reads the test accuracy at the end. */
export async function prune(lab: Lab): Promise<void> {
  const state = lab.store.getState();
  const { seed, payoff, strategy, stepUnits, step } = state.settings;
  discard(lab, "choice");
  lab.store.setState(({ view }) => ({ view: { ...view, chosen: null } }));
  const before = state.runs.prunes.filter((run) => run.spec.settings.strategy === strategy).length;
  const run = await startRun(lab, "prune", `${strategyWords[strategy]} ${before + 1}`, {
    seed,
    payoff,
    settings: {
      strategy,
      target: targetOf(state),
      stepUnits,
      index: indexOf(state),
      roundEvaluations: roundEvaluationsOf(state),
      stepEvaluations: step,
    },
    estimate: strategy === "top-n" ? estimateAtHand(state) : null,
  });
  if (run.status === "done" && lab.store.getState().view.chosen === null) await appraise(lab);
}
