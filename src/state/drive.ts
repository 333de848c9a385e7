import { type Failure, FailureError, failureOf } from "../core/failure.ts";
import { noCheckpoint, withNews } from "../jobs/checkpoint.ts";
import type { JobHost, JobKind, JobStep, Jobs } from "../jobs/contract.ts";
import { follow } from "../jobs/follow.ts";
import { createControl } from "./control.ts";
import { advanceForecast, forecastLeft, nothingSeen } from "./forecast.ts";
import type { Lab } from "./lab.ts";
import { advancePace, perSecond, secondsLeft, standing } from "./pace.ts";
import type { Loss } from "./recover-worker.ts";
import type { Run } from "./run.ts";
import type { Turn } from "./turn.ts";

/** Milliseconds between two answers shown: the worker steps faster than a page needs to be drawn. */
const showEvery = 80;

/** Losses in a row without progress after which a run is given up; a memory that is full stays so sooner than a worker dies. */
const mostLosses = 4;
const mostFull = 1;

export interface Course<K extends JobKind = JobKind> {
  /** The worker to run in; a worker that cannot be started fails the run. */
  host(): JobHost;
  /** Settles when the run may begin. */
  readonly ready?: Promise<unknown>;
  /** Told once it begins. */
  readonly onBegin?: () => void;
  /** Taken for each step and given back between two; none where the caller holds it, or the worker is the run's own. */
  readonly turn?: Turn;
  /**
   * Makes a new worker in place of a lost one, for the run to go on from its checkpoint, with another spec where that is
   * needed. A run without it fails.
   */
  readonly recover?: (loss: Loss, spec: Jobs[K]["spec"]) => Promise<Jobs[K]["spec"]>;
}

/** How far a run is, from 0 to 1. */
function shareOf({ progress }: Pick<Run, "progress">): number {
  const { done, total } = progress?.cost ?? progress ?? { done: 0, total: 1 };
  return total > 0 ? done / total : 0;
}

const backendOf = (lab: Lab) => lab.store.getState().session.prepared?.backend?.name ?? null;

const isFull = ({ kind }: Failure) => kind === "out-of-memory";

/** What is said of a run that got no further; of a full memory what it said itself, with its numbers. */
const gaveUp = ({ failure, inARow }: Loss): Failure =>
  isFull(failure)
    ? failure
    : {
        ...failure,
        message: `The worker that computes was lost ${inARow} times in a row without getting any further.`,
        advice: "What was computed until then is shown. Try smaller settings, fewer examples, or another backend.",
      };

const recoveringWords = (name: string, failure: Failure) =>
  isFull(failure)
    ? `The worker’s memory was full; “${name}” goes on in a new one from where it was.`
    : `The worker was lost; “${name}” goes on in a new one from where it was.`;

/**
 * Of runs that are collected, to go on with one that has no checkpoint yet is to begin it again: another one beside it
 * would be another step, on what this one left behind.
 */
const fromTheStart = ({ kind, checkpoint }: Pick<Run, "kind" | "checkpoint">) =>
  kind === "prune" || kind === "repair" ? { checkpoint: checkpoint ?? noCheckpoint } : {};

/** Whether a new worker with an empty memory may do what this one had none left for; what is opened or prepared is refused. */
const worthEmptying = (failure: Failure, kind: JobKind) => isFull(failure) && kind !== "open" && kind !== "prepare";

/**
 * Pulls a run from its first step to its end and shows every newer state of it. Never throws: a failure becomes the
 * run's. A cancelled run counts as cancelled at once, and is left when the step in flight has come back. Where the worker
 * is lost the run goes on in another one; where it was handed in with a checkpoint it begins from that.
 */
export async function drive<K extends JobKind>(
  lab: Lab,
  { host, ready, onBegin, turn, recover }: Course<K>,
  start: Run<K>,
  show: (run: Run<K>) => void,
): Promise<Run<K>> {
  let run = start;
  const put = (change: Partial<Run<K>>) => {
    run = { ...run, ...change };
    show(run);
  };
  const control = createControl((wish) => put({ status: wish }));
  const cancelled = () => control.wish === "cancelled";
  lab.controls.set(run.id, control);
  let pending: Partial<Run<K>> = {};
  // of what is counted, and of what it costs
  let [pace, costPace] = [standing, standing];
  let worked = run.elapsed;
  let forecast = nothingSeen;
  // whether a step of its own came, and not only what an earlier worker did
  let live = false;

  /** Takes what a step says; what only repeats what is known takes no time and shows nothing. */
  const take = (step: JobStep<K>, seconds: number) => {
    const { progress, memory, news } = step;
    if (memory && memory !== lab.store.getState().session.memory)
      lab.store.setState(({ session }) => ({ session: { ...session, memory } }));
    if (step.replaying) return;
    live = true;
    worked += seconds;
    pace = advancePace(pace, progress, worked);
    const cost = progress.cost ? { ...progress.cost, unit: "cost" } : progress;
    costPace = advancePace(costPace, cost, worked);
    const { foreseen } = progress;
    if (foreseen) forecast = advanceForecast(forecast, foreseen, worked, seconds);
    const checkpoint = news ? { checkpoint: withNews(pending.checkpoint ?? run.checkpoint ?? noCheckpoint, news) } : {};
    pending = {
      ...pending,
      ...checkpoint,
      answer: step.answer ?? pending.answer ?? run.answer,
      progress,
      elapsed: worked,
      // a step of which nothing is foreseen, such as a last word, changes nothing
      secondsLeft: forecast.part ? forecastLeft(forecast) : secondsLeft(costPace, cost.total),
      perSecond: perSecond(pace, progress.total),
    };
  };

  /** Pulls steps to the end of the job, or until the run is cancelled. @throws what the worker threw */
  const pull = async () => {
    live = false;
    const steps = follow(host(), run.kind, run.spec, run.checkpoint ?? undefined);
    // time counts from step to step, what the page does with each of them as well; pauses and waiting for a turn do not
    let since = lab.now();
    let shownAt = Number.NEGATIVE_INFINITY;
    try {
      for (;;) {
        const asked = lab.now();
        const giveBack = await turn?.take();
        since += lab.now() - asked;
        const next = cancelled() ? null : await steps.next().finally(giveBack);
        giveBack?.();
        if (next === null || next.done || cancelled()) return;
        const step = next.value;
        const now = lab.now();
        take(step, (now - since) / 1000);
        since = now;
        const due = step.done || control.wish === "paused" || now - shownAt >= showEvery;
        if (live && due) {
          shownAt = now;
          put({ ...pending, ...(run.recovering ? { recovering: null } : {}) });
        }
        if (control.wish === "paused") {
          await control.unpaused();
          since = lab.now();
        }
      }
    } finally {
      await steps.return().catch(() => {});
    }
  };

  let [inARow, furthest] = [0, -1];
  // whether it waits for a new worker
  let replacing = false;
  /** A new worker in place of the lost one. @throws FailureError where there were too many losses without progress */
  const replaceWorker = async (first: Failure, again: NonNullable<typeof recover>) => {
    put(pending);
    replacing = true;
    for (let failure: Failure | null = first; failure !== null; ) {
      const share = shareOf(run);
      inARow = share > furthest ? 1 : inARow + 1;
      furthest = Math.max(furthest, share);
      const loss: Loss = { failure, inARow };
      if (inARow > (isFull(failure) ? mostFull : mostLosses)) throw new FailureError(gaveUp(loss));
      put({ recovering: recoveringWords(run.name, failure) });
      try {
        const [from, spec] = [backendOf(lab), await again(loss, run.spec)];
        const { times, backends } = run.resumed ?? { times: 0, backends: [] };
        const to = backendOf(lab);
        const changed = to === from ? [] : backends.length === 0 ? [from, to] : [to];
        put({ spec, resumed: { times: times + 1, backends: [...backends, ...changed.flatMap((name) => name ?? [])] } });
        failure = null;
      } catch (thrown) {
        failure = failureOf(thrown);
        if (failure.kind !== "worker-lost" || cancelled()) throw thrown;
      }
    }
    replacing = false;
  };

  const over = { checkpoint: null, recovering: null, ...(run.goesOn ? { goesOn: false } : {}) };
  try {
    await ready;
    await control.unpaused();
    if (!cancelled()) onBegin?.();
    for (let pulling = true; pulling && !cancelled(); )
      try {
        await pull();
        pulling = false;
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (cancelled()) break;
        // a checkpoint that makes no sense is no reason not to begin anew
        if (failure.kind === "unexpected" && run.checkpoint && !live) put({ checkpoint: null });
        else if (failure.kind === "worker-lost" && recover) await replaceWorker(failure, recover);
        else if (worthEmptying(failure, run.kind) && live && recover) await replaceWorker(failure, recover);
        else throw thrown;
      }
    put({ ...pending, ...over, status: cancelled() ? "cancelled" : "done" });
  } catch (thrown) {
    if (cancelled()) put({ ...over, status: "cancelled" });
    else {
      const failure = failureOf(thrown);
      // a run that only lost its workers, or whose memory was full, may go on when the person says so
      const stays = replacing || failure.kind === "worker-lost" || isFull(failure);
      const kept = stays ? { recovering: null, ...fromTheStart(run) } : over;
      put({ ...pending, ...kept, status: "failed", failure });
    }
  } finally {
    lab.controls.delete(run.id);
  }
  return run;
}
