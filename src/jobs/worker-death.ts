import { type Failure, FailureError } from "../core/failure.ts";

/** Calls to a worker that cannot pend for ever. */
export interface WatchedWorker {
  /** The call's own outcome, or the worker's death where that comes first. */
  alive<T>(call: Promise<T>): Promise<T>;
  /** Rejects whatever is in flight and whatever comes. */
  end(details: string): void;
}

const lost = (details: string): Failure => ({
  kind: "worker-lost",
  message: "The worker that computes has stopped.",
  advice: "Start again: your files are still here and are opened anew.",
  details,
});

/**
 * comlink leaves a call pending when its worker dies: calls race against the worker's `error` and `messageerror` events
 * and against `end`, and then reject with a "worker-lost" FailureError.
 */
export function watchWorker(worker: Worker): WatchedWorker {
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
  return {
    alive: (call) => Promise.race([call, death]),
    end: (details) => fail(new FailureError(lost(details))),
  };
}
