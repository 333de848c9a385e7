import { FailureError, failureOf } from "../core/failure.ts";
import type { Step } from "../core/step.ts";
import type { Checkpoint, CheckpointNews } from "./checkpoint.ts";
import type { JobHost, JobId, JobKind, JobStep, Jobs } from "./contract.ts";
import { createJournal, type Journal } from "./journal.ts";
import type { Workbench } from "./workbench.ts";
import { lost } from "./worker-death.ts";

/**
 * A job: bounded steps, each with a complete answer; what it returns is its last answer. What it is given by evaluators
 * goes through the journal, so that it can be started again where another one was.
 */
export type Job<K extends JobKind> = (
  bench: Workbench,
  spec: Jobs[K]["spec"],
  journal: Journal,
) => AsyncGenerator<Step<Jobs[K]["answer"]>, Jobs[K]["answer"]>;

export type JobTable = { readonly [K in JobKind]: Job<K> };

/** Milliseconds between two looks at the memory. */
const memoryEvery = 2000;

/** Milliseconds of work between two checkpoints, at least; and so many times what the last one took. */
const checkpointEvery = 2000;
const checkpointShare = 20;

/** Milliseconds that an opened job repeats what its checkpoint knows before the page is told how far it is. */
const replayFor = 250;

interface OpenJob {
  readonly steps: AsyncGenerator<Step<unknown>, unknown>;
  readonly journal: Journal;
  last: Step<unknown> | null;
  /** When the next checkpoint is due. */
  due: number;
}

/** What the job's checkpoint grew by; null where it has not. */
async function newsOf({ journal, last }: OpenJob): Promise<CheckpointNews | null> {
  const state = await last?.snapshot?.();
  const pieces = journal.news();
  if (state === undefined && pieces.length === 0) return null;
  return { pieces, ...(state === undefined ? {} : { state }) };
}

/**
 * The worker's side of the protocol. Jobs are pulled; a job that is not asked again costs nothing, and closing it runs
 * its clean-up. Now and then a step hands over what the job's checkpoint grew by.
 * @param every milliseconds between two checkpoints at least; 0 for one with every step
 */
export function jobHost(table: JobTable, bench: Workbench, every = checkpointEvery): JobHost {
  const open = new Map<JobId, OpenJob>();
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
  /** Pulls one step, or as many as only repeat what is known and take no time. */
  const pull = async (job: OpenJob) => {
    const until = performance.now() + replayFor;
    for (;;) {
      const { value, done = false } = await job.steps.next();
      if (!done) job.last = value as Step<unknown>;
      const { replaying } = job.journal;
      if (done || !replaying || performance.now() > until) return { value, done, replaying: replaying && !done };
    }
  };
  const checkpoint = async (job: OpenJob): Promise<{ readonly news?: CheckpointNews }> => {
    const began = performance.now();
    if (began < job.due) return {};
    const news = await newsOf(job);
    // a step that has none is asked again at once
    if (news === null) return {};
    const now = performance.now();
    job.due = every === 0 ? 0 : now + Math.max(every, checkpointShare * (now - began));
    return { news };
  };
  return {
    async open(kind, spec, from?: Checkpoint) {
      const job = table[kind] as Job<typeof kind> | undefined;
      if (!job)
        return { ok: false, failure: { kind: "unexpected", message: `There is no job named ${String(kind)}.` } };
      count += 1;
      const journal = createJournal(from);
      open.set(count, { steps: job(bench, spec, journal), journal, last: null, due: performance.now() + every });
      return { ok: true, value: count };
    },
    async next(id) {
      const job = open.get(id);
      try {
        if (!job) throw new FailureError({ kind: "unexpected", message: "This job is closed." });
        const { value, done, replaying } = await pull(job);
        const progress = job.last?.progress ?? { done: 1, total: 1, unit: "stages" };
        const answer = done ? value : (value as Step<unknown>).answer;
        const extras = { ...watch(), ...(replaying ? { replaying } : done ? {} : await checkpoint(job)) };
        return { ok: true, value: { answer, progress, done, ...extras } as JobStep<never> };
      } catch (error) {
        const failure = failureOf(error);
        // whatever else fails then, the worker is of no use without its device
        const gone = (await bench.parts.deviceIsLost?.()) ?? false;
        return { ok: false, failure: gone ? lost(`The GPU device was lost: ${failure.message}`) : failure };
      }
    },
    async close(id) {
      const job = open.get(id);
      open.delete(id);
      await job?.steps.return(undefined);
    },
  };
}
