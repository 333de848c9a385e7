import { isBaseline, type StrategySettings } from "../../core/prune/trail.ts";
import { strategySettingsOf } from "../derived-pruning.ts";
import { payoffOf } from "../derived-settings.ts";
import { discard } from "../downstream.ts";
import { estimateAtHand } from "../estimate-at-hand.ts";
import type { Lab } from "../lab.ts";
import type { LabState } from "../lab-state.ts";
import type { Origin } from "../run.ts";
import { startRun } from "../start-run.ts";
import { strategyInWords } from "../strategy-words.ts";

/** The sweep on the page: its critical size sets d and the target where the person does not. */
function sweepAtHand({ runs: { sweep } }: LabState): Origin["sweep"] {
  if (sweep === null || sweep.answer === null) return null;
  const { seed, settings } = sweep.spec;
  return { seed, settings, critical: sweep.answer.critical };
}

/**
 * Prunes towards the target with the chosen strategy; every run is kept, under a name of its own. Test examples are
 * not read: runs are compared on validation examples.
 */
export async function prune(lab: Lab): Promise<void> {
  await startPruning(lab, strategySettingsOf(lab.store.getState()));
}

/** Starts a pruning run of its own settings. @param branch the point that it goes on from */
export async function startPruning(lab: Lab, settings: StrategySettings, branch?: Origin["branch"]): Promise<void> {
  const state = lab.store.getState();
  const { seed } = state.settings;
  const { strategy } = settings;
  discard(lab, "choice");
  lab.store.setState(({ view }) => ({ view: { ...view, chosen: null } }));
  const words = strategyInWords(settings, state.session.holdings?.model?.groups.length ?? 0);
  const number = (state.runs.numbered[words] ?? 0) + 1;
  lab.store.setState(({ runs }) => ({ runs: { ...runs, numbered: { ...runs.numbered, [words]: number } } }));
  const estimate = strategy === "top-n" ? estimateAtHand(state) : null;
  const origin = { sweep: sweepAtHand(state), estimate: estimate?.origin ?? null };
  await startRun(
    lab,
    "prune",
    isBaseline(strategy) && number === 1 ? words : `${words} ${number}`,
    { seed, payoff: payoffOf(state), settings, estimate: estimate?.power ?? null },
    { origin: branch === undefined ? origin : { ...origin, branch } },
  );
}
