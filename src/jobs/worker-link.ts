import { type Remote, releaseProxy, wrap } from "comlink";
import type { JobHost } from "./contract.ts";
import { watchWorker } from "./worker-death.ts";

export interface WorkerLink {
  /** Calls reject with a "worker-lost" FailureError once the worker has died; none pends for ever. */
  readonly host: JobHost;
  /** Again is as good as once. */
  terminate(): void;
}

/**
 * Starts a worker and speaks the job protocol with it.
 * @param patience milliseconds of silence that are no reason to worry, as things are
 */
export function linkWorker(create: () => Worker, patience?: () => number): WorkerLink {
  const worker = create();
  const remote: Remote<JobHost> = wrap<JobHost>(worker);
  const { alive, end } = watchWorker(worker, patience);
  let ended = false;
  return {
    host: {
      open: (kind, spec, from) => alive(remote.open(kind, spec, from) as ReturnType<JobHost["open"]>),
      next: ((id: number) => alive(remote.next(id) as Promise<never>)) as JobHost["next"],
      close: (id) => alive(remote.close(id) as Promise<void>).catch(() => {}),
    },
    terminate() {
      if (ended) return;
      ended = true;
      end("the page ended it");
      remote[releaseProxy]();
      worker.terminate();
    },
  };
}
