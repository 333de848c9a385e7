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
  /** A call, as long as there is somebody to call: comlink throws errors of its own once it is released. */
  const ask = <T>(call: () => unknown): Promise<T> => alive(ended ? new Promise<T>(() => {}) : (call() as Promise<T>));
  return {
    host: {
      open: (kind, spec, from) => ask(() => remote.open(kind, spec, from)),
      next: ((id: number) => ask<never>(() => remote.next(id))) as JobHost["next"],
      close: (id) => ask<void>(() => remote.close(id)).catch(() => {}),
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
