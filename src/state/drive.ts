import { failureOf } from "../core/failure.ts";
import type { JobHost, JobKind, JobStep } from "../jobs/contract.ts";
import { follow } from "../jobs/follow.ts";
import { createControl } from "./control.ts";
import type { Lab } from "./lab.ts";
import { advancePace, perSecond, secondsLeft, standing } from "./pace.ts";
import type { Run } from "./run.ts";
import type { Turn } from "./turn.ts";

/** Milliseconds between two answers shown: the worker steps faster than a page needs to be drawn. */
const showEvery = 80;

export interface Course {
  /** The worker to run in; a worker that cannot be started fails the run. */
  host(): JobHost;
  /** Settles when the run may begin. */
  readonly ready?: Promise<unknown>;
  /** Told once it begins. */
  readonly onBegin?: () => void;
  /** Taken for each step and given back between two; none where the caller holds it, or the worker is the run's own. */
  readonly turn?: Turn;
}

/**
 * Pulls a run from its first step to its end and shows every newer state of it. Never throws: a failure becomes the
 * run's. A cancelled run counts as cancelled at once, and is left when the step in flight has come back.
 */
export async function drive<K extends JobKind>(
  lab: Lab,
  { host, ready, onBegin, turn }: Course,
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
  let steps: AsyncGenerator<JobStep<K>, void> | null = null;
  let pending: Partial<Run<K>> = {};
  try {
    await ready;
    await control.unpaused();
    if (!cancelled()) {
      onBegin?.();
      steps = follow(host(), run.kind, run.spec);
    }
    // of what is counted, and of what it costs
    let [pace, costPace] = [standing, standing];
    let worked = 0;
    // time counts from step to step, what the page does with each of them as well; pauses and waiting for a turn do not
    let since = lab.now();
    let shownAt = Number.NEGATIVE_INFINITY;
    while (steps !== null) {
      const asked = lab.now();
      const giveBack = await turn?.take();
      since += lab.now() - asked;
      const next = cancelled() ? null : await steps.next().finally(giveBack);
      giveBack?.();
      if (next === null || next.done || cancelled()) break;
      const step = next.value as JobStep<K>;
      const now = lab.now();
      worked += (now - since) / 1000;
      since = now;
      const { progress, memory } = step;
      if (memory && memory !== lab.store.getState().session.memory)
        lab.store.setState(({ session }) => ({ session: { ...session, memory } }));
      pace = advancePace(pace, progress, worked);
      const cost = progress.cost ? { ...progress.cost, unit: "cost" } : progress;
      costPace = advancePace(costPace, cost, worked);
      pending = {
        answer: step.answer ?? pending.answer ?? run.answer,
        progress,
        elapsed: worked,
        secondsLeft: secondsLeft(costPace, cost.total),
        perSecond: perSecond(pace, progress.total),
      };
      if (step.done || control.wish === "paused" || now - shownAt >= showEvery) {
        shownAt = now;
        put(pending);
      }
      if (control.wish === "paused") {
        await control.unpaused();
        since = lab.now();
      }
    }
    put({ ...pending, status: cancelled() ? "cancelled" : "done" });
  } catch (thrown) {
    if (cancelled()) put({ status: "cancelled" });
    else put({ ...pending, status: "failed", failure: failureOf(thrown) });
  } finally {
    await steps?.return().catch(() => {});
    lab.controls.delete(run.id);
  }
  return run;
}
