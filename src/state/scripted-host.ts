import { type Failure, FailureError } from "../core/failure.ts";
import type { JobHost, JobKind, JobStep, Jobs } from "../jobs/contract.ts";
import type { WorkerLink } from "../jobs/worker-link.ts";
import { createLab, type Lab } from "./lab.ts";

/** For tests: answers of each kind of job, one a step. Nothing here is part of the page. */
export type Script = { readonly [K in JobKind]?: (spec: Jobs[K]["spec"]) => readonly (Jobs[K]["answer"] | Failure)[] };

export interface ScriptedHost {
  readonly host: JobHost;
  /** "open sweep", "next sweep", "close sweep" ... in the order of the calls. */
  readonly calls: string[];
}

const isFailure = (answer: unknown): answer is Failure =>
  typeof answer === "object" && answer !== null && "kind" in answer && "message" in answer;

/** A job host that plays a script; a worker-lost failure is thrown, as a dead worker's link does. */
export function scriptedHost(script: Script): ScriptedHost {
  const jobs = new Map<number, { kind: JobKind; answers: readonly unknown[]; at: number }>();
  const calls: string[] = [];
  const host: JobHost = {
    async open(kind, spec) {
      calls.push(`open ${kind}`);
      const play = script[kind] as ((spec: unknown) => readonly unknown[]) | undefined;
      jobs.set(jobs.size + 1, { kind, answers: play?.(spec) ?? [], at: 0 });
      return { ok: true, value: jobs.size };
    },
    async next(id) {
      const job = jobs.get(id);
      if (!job) throw new Error(`no job ${id}`);
      calls.push(`next ${job.kind}`);
      await new Promise((resolve) => setTimeout(resolve, 0));
      const answer = job.answers[job.at];
      job.at += 1;
      if (isFailure(answer)) {
        if (answer.kind === "worker-lost") throw new FailureError(answer);
        return { ok: false, failure: answer };
      }
      const done = job.at >= job.answers.length;
      const progress = { done: job.at, total: job.answers.length, unit: "stages" as const };
      return { ok: true, value: { answer: answer ?? null, progress, done } as JobStep<never> };
    },
    async close(id) {
      calls.push(`close ${jobs.get(id)?.kind}`);
    },
  };
  return { host, calls };
}

/** A lab whose workers play scripts, one after the other; the last script serves all further workers. */
export function scriptedLab(...scripts: readonly Script[]): { readonly lab: Lab; readonly calls: string[] } {
  const calls: string[] = [];
  let started = 0;
  const connect = (): WorkerLink => {
    const script = scripts[Math.min(started, scripts.length - 1)] ?? {};
    started += 1;
    const { host, calls: own } = scriptedHost(script);
    const push = own.push.bind(own);
    own.push = (...items) => {
      calls.push(...items);
      return push(...items);
    };
    return { host, terminate: () => calls.push("terminate") };
  };
  const lab = createLab({
    createWorker: () => {
      throw new Error("scripted labs start no worker");
    },
    connect,
    restartAfter: 0,
  });
  return { lab, calls };
}
