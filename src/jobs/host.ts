import { FailureError, failureOf } from "../core/failure.ts";
import type { Step } from "../core/step.ts";
import type { JobHost, JobId, JobKind, JobStep, Jobs } from "./contract.ts";
import type { Workbench } from "./workbench.ts";

/** A job: bounded steps, each with a complete answer; what it returns is its last answer. */
export type Job<K extends JobKind> = (
  bench: Workbench,
  spec: Jobs[K]["spec"],
) => AsyncGenerator<Step<Jobs[K]["answer"]>, Jobs[K]["answer"]>;

export type JobTable = { readonly [K in JobKind]: Job<K> };

/** Milliseconds between two looks at the memory. */
const memoryEvery = 2000;

/**
 * The worker's side of the protocol. Jobs are pulled; a job that is not asked again costs nothing, and closing it runs
 * its clean-up. Checkpoints stay on this side of the thread.
 */
export function jobHost(table: JobTable, bench: Workbench): JobHost {
  const open = new Map<JobId, { steps: AsyncGenerator<Step<unknown>, unknown>; last: Step<unknown> | null }>();
  let count = 0;
  let [asked, known] = [Number.NEGATIVE_INFINITY, {} as Pick<JobStep<JobKind>, "memory">];
  /** What is held as it was when last asked for; asks again now and then, and waits for nothing. */
  const watch = () => {
    const { evaluator } = bench.prepared ?? {};
    if (evaluator?.held && performance.now() - asked > memoryEvery) {
      asked = performance.now();
      evaluator.held().then(
        (memory) => {
          known = { memory };
        },
        () => {},
      );
    }
    return known;
  };
  return {
    async open(kind, spec) {
      const job = table[kind] as Job<typeof kind> | undefined;
      if (!job)
        return { ok: false, failure: { kind: "unexpected", message: `There is no job named ${String(kind)}.` } };
      count += 1;
      open.set(count, { steps: job(bench, spec), last: null });
      return { ok: true, value: count };
    },
    async next(id) {
      const job = open.get(id);
      try {
        if (!job) throw new FailureError({ kind: "unexpected", message: "This job is closed." });
        const { value, done } = await job.steps.next();
        if (!done) job.last = value as Step<unknown>;
        const progress = job.last?.progress ?? { done: 1, total: 1, unit: "stages" };
        const answer = done ? value : (value as Step<unknown>).answer;
        const memory = watch();
        return { ok: true, value: { answer, progress, done: done === true, ...memory } as JobStep<never> };
      } catch (error) {
        return { ok: false, failure: failureOf(error) };
      }
    },
    async close(id) {
      const job = open.get(id);
      open.delete(id);
      await job?.steps.return(undefined);
    },
  };
}
