import { failureOf } from "../core/failure.ts";
import type { JobHost, JobKind } from "../jobs/contract.ts";
import { follow } from "../jobs/follow.ts";
import { createControl } from "./control.ts";
import type { Lab } from "./lab.ts";
import { advancePace, secondsLeft, standing } from "./pace.ts";
import type { Run } from "./run.ts";

/** Milliseconds between two answers shown: the worker steps faster than a page needs to be drawn. */
const showEvery = 80;

/**
 * Pulls a run from its first step to its end and shows every newer state of it. Never throws: a failure becomes the
 * run's. A cancelled run counts as cancelled at once, and is left when the step in flight has come back.
 */
export async function drive<K extends JobKind>(
  lab: Lab,
  host: JobHost,
  start: Run<K>,
  show: (run: Run<K>) => void,
): Promise<Run<K>> {
  let run = start;
  const put = (change: Partial<Run<K>>) => {
    run = { ...run, ...change };
    show(run);
  };
  const control = createControl((wish) => put({ status: wish }));
  lab.controls.set(run.id, control);
  let pace = standing;
  let worked = 0;
  let since = lab.now();
  let shownAt = Number.NEGATIVE_INFINITY;
  let pending: Partial<Run<K>> = {};
  try {
    for await (const step of follow(host, run.kind, run.spec)) {
      if (control.wish === "cancelled") break;
      const now = lab.now();
      worked += (now - since) / 1000;
      since = now;
      pace = advancePace(pace, step.progress.done, worked);
      pending = {
        answer: step.answer ?? pending.answer ?? run.answer,
        progress: step.progress,
        elapsed: worked,
        secondsLeft: secondsLeft(pace, step.progress.total),
      };
      if (step.done || control.wish === "paused" || now - shownAt >= showEvery) {
        shownAt = now;
        put(pending);
      }
      if (control.wish === "paused") {
        await control.unpaused();
        since = lab.now();
      }
      if (control.wish !== "running") break;
    }
    put({ ...pending, status: control.wish === "cancelled" ? "cancelled" : "done" });
  } catch (thrown) {
    if (control.wish === "cancelled") put({ status: "cancelled" });
    else put({ ...pending, status: "failed", failure: failureOf(thrown) });
  } finally {
    lab.controls.delete(run.id);
  }
  return run;
}
