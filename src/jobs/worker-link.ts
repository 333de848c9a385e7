import { type Remote, releaseProxy, wrap } from "comlink";
import { type Failure, FailureError } from "../core/failure.ts";
import type { JobHost } from "./contract.ts";

export interface WorkerLink {
  /** Calls reject with a "worker-lost" FailureError once the worker has died; none pends for ever. */
  readonly host: JobHost;
  terminate(): void;
}

const lost = (details: string): Failure => ({
  kind: "worker-lost",
  message: "The worker that computes has stopped.",
  advice: "Start again: your files are still here and are opened anew.",
  details,
});

/**
 * Starts a worker and speaks the job protocol with it. comlink leaves a call pending when its worker dies, so every
 * call races against the worker's `error` and `messageerror` events and against `terminate`.
 */
export function linkWorker(create: () => Worker): WorkerLink {
  const worker = create();
  const remote: Remote<JobHost> = wrap<JobHost>(worker);
  let fail: (failure: FailureError) => void = () => {};
  const death = new Promise<never>((_, reject) => {
    fail = reject;
  });
  death.catch(() => {});
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    fail(new FailureError(lost(`${event.message ?? "error"} (${event.filename ?? ""}:${event.lineno ?? ""})`)));
  });
  worker.addEventListener("messageerror", () => fail(new FailureError(lost("a message could not be read"))));
  const alive = <T>(call: Promise<T>): Promise<T> => Promise.race([call, death]);
  return {
    host: {
      open: (kind, spec) => alive(remote.open(kind, spec) as ReturnType<JobHost["open"]>),
      next: ((id: number) => alive(remote.next(id) as Promise<never>)) as JobHost["next"],
      close: (id) => alive(remote.close(id) as Promise<void>).catch(() => {}),
    },
    terminate() {
      fail(new FailureError(lost("the page ended it")));
      remote[releaseProxy]();
      worker.terminate();
    },
  };
}
