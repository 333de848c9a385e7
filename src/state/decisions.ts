import type { GroupRule } from "../core/prune/constraints.ts";
import type { AppraisedPoint, LabState, Runs, View } from "./lab-state.ts";
import { isLive, type Run } from "./run.ts";
import { runNumber } from "./start-run.ts";

/** A pruning run that was taken off the page, with what was made of its points. */
export interface ShelvedRun {
  readonly run: Run<"prune">;
  readonly repairs: readonly Run<"repair">[];
  readonly appraised: readonly AppraisedPoint[];
}

/** What a decision sets, or what takes it back: only the pieces that are named. */
export interface PlanChange {
  readonly chosen?: View["chosen"];
  readonly rules?: readonly GroupRule[];
  /** A run that comes back, or one that goes. */
  readonly back?: ShelvedRun;
  readonly away?: string;
}

/** One decision about the plan: a point chosen, a rule or lock, a run removed. */
export interface Decision {
  /** What it was, for the button that takes it back: "the choice of 24 units". */
  readonly words: string;
  /** Decisions of one subject that follow each other at once are one, such as the points that a play passes; null for none. */
  readonly subject: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly undo: PlanChange;
  readonly redo: PlanChange;
}

/** Decisions that can be taken back, the latest last, and those that can be made again, the next one last. */
export interface Decisions {
  readonly past: readonly Decision[];
  readonly future: readonly Decision[];
}

export const noDecisions: Decisions = { past: [], future: [] };

/**
 * Decisions that are remembered, bytes of the repaired weights of runs that were removed by them, and milliseconds within
 * which decisions of one subject are one.
 */
const remembered = 100;
const rememberedBytes = 64 * 2 ** 20;
const atOnce = 2000;

/** Bytes of the weights that repairs gave to a run that was removed. */
function shelvedBytes({ undo }: Decision): number {
  const weights = undo.back?.repairs.flatMap(({ answer }) => answer?.repaired ?? []) ?? [];
  return weights
    .flatMap((layer) => Object.values(layer.weights))
    .reduce((sum, { values }) => sum + values.byteLength, 0);
}

/** The latest of the decisions: as many as are remembered, and no more than one whose weights are beyond the bound. */
function latest(decisions: readonly Decision[]): readonly Decision[] {
  let bytes = 0;
  const tooMuch = decisions.findLastIndex((decision, place) => {
    bytes += shelvedBytes(decision);
    return bytes > rememberedBytes && place < decisions.length - 1;
  });
  return decisions.slice(tooMuch + 1).slice(-remembered);
}

export function decisionsOf({ decisions = noDecisions }: Pick<LabState, "decisions">): Decisions {
  return decisions;
}

/** The history with one more decision; what was taken back before cannot be made again any more. */
export function withDecision({ past }: Decisions, decision: Decision): Decisions {
  const last = past.at(-1);
  const same = last !== undefined && last.subject !== null && last.subject === decision.subject;
  if (same && decision.at - last.at < atOnce)
    return { past: [...past.slice(0, -1), { ...decision, undo: last.undo }], future: [] };
  return { past: latest([...past, decision]), future: [] };
}

/** A run as it can come back: whatever computed for it was cancelled with it. */
export function shelved(runs: Runs, id: string): ShelvedRun | null {
  const run = runs.prunes.find((prune) => prune.id === id);
  if (run === undefined) return null;
  return {
    run: isLive(run) ? { ...run, status: "cancelled", secondsLeft: null } : run,
    repairs: runs.repairs.filter((repair) => repair.spec.point.run === id && !isLive(repair)),
    appraised: runs.appraised.filter((entry) => entry.run === id),
  };
}

const inOrder = <T extends Run>(runs: readonly T[]) => runs.toSorted((a, b) => runNumber(a.id) - runNumber(b.id));

function putBack(runs: Runs, { run, repairs, appraised }: ShelvedRun): Runs {
  if (runs.prunes.some(({ id }) => id === run.id)) return runs;
  return {
    ...runs,
    prunes: inOrder([...runs.prunes, run]),
    repairs: inOrder([...runs.repairs, ...repairs]),
    appraised: [...runs.appraised, ...appraised],
  };
}

function takeAway(runs: Runs, id: string): Runs {
  return {
    ...runs,
    prunes: runs.prunes.filter((run) => run.id !== id),
    repairs: runs.repairs.filter(({ spec }) => spec.point.run !== id),
    appraised: runs.appraised.filter((entry) => entry.run !== id),
  };
}

/** The state with a change of the plan. */
export function withPlanChange(state: LabState, { chosen, rules, back, away }: PlanChange): Partial<LabState> {
  let { runs, view, settings } = state;
  if (back !== undefined) runs = putBack(runs, back);
  if (away !== undefined) runs = takeAway(runs, away);
  if (chosen !== undefined) view = { ...view, chosen };
  if (rules !== undefined) settings = { ...settings, rules };
  return { runs, view, settings };
}
