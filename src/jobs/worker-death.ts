import { type Failure, FailureError } from "../core/failure.ts";

/** Calls to a worker that cannot pend for ever. */
export interface WatchedWorker {
  /** The call's own outcome, or the worker's death where that comes first. */
  alive<T>(call: Promise<T>): Promise<T>;
  /** Rejects whatever is in flight and whatever comes. */
  end(details: string): void;
}

/** Where a lost worker's failure says that it lost its graphics device. */
export const deviceWhere = "the graphics device";

const silence = "it gave no sign of life";
/** Whether a worker was lost because it was silent for too long. */
export const wasSilent = ({ details }: Failure): boolean => details?.startsWith(silence) ?? false;

/** A worker's loss in words. @param details what it, or the browser, said last */
export const lost = (details: string): Failure => ({
  kind: "worker-lost",
  message: "The worker that computes has stopped.",
  advice: "Start again: your files are still here and are opened anew.",
  details,
  ...(/device was lost/i.test(details) ? { where: deviceWhere } : {}),
});

/** Milliseconds between two looks at a worker that owes an answer. */
const lookEvery = 1000;
/** A silence this many times longer than the longest that ended well is one that does not. */
const unheardOf = 20;
/** Patience with a worker that gives signs of life but no answer, in patiences with one that gives none. */
const withSigns = 30;

/** Looks at a worker from the moment that a call is in flight to the moment that none is. */
function watchSilence(patience: () => number, silent: (details: string) => void) {
  let [inFlight, quiet, longest, since] = [0, 0, 0, 0];
  let timer: ReturnType<typeof setInterval> | undefined;
  // looks are counted, not time: a computer that sleeps looks at nothing meanwhile
  const look = () => {
    quiet += lookEvery;
    since += lookEvery;
    const bound = Math.max(patience(), unheardOf * longest);
    const seconds = (milliseconds: number) => `${Math.round(milliseconds / 1000)} seconds`;
    if (quiet > bound) silent(`${silence} for ${seconds(quiet)}`);
    else if (since > withSigns * bound) silent(`it gave no answer for ${seconds(since)}`);
  };
  const rest = () => {
    clearInterval(timer);
    timer = undefined;
  };
  return {
    heard() {
      longest = Math.max(longest, quiet);
      quiet = 0;
    },
    begins() {
      if (inFlight === 0) [quiet, since] = [0, 0];
      inFlight += 1;
      timer ??= setInterval(look, lookEvery);
    },
    ends() {
      inFlight -= 1;
      since = 0;
      if (inFlight === 0) rest();
    },
    rest,
  };
}

/**
 * comlink leaves a call pending when its worker dies: calls race against the worker's `error` and `messageerror` events,
 * against `end`, and against silence, and then reject with a "worker-lost" FailureError. Every message of the worker
 * counts as a sign of life; one that computes without a break gives none.
 * @param patience milliseconds of silence, while a call is in flight, that are no reason to worry; not watched if left out
 */
export function watchWorker(worker: Worker, patience?: () => number): WatchedWorker {
  let death: FailureError | null = null;
  // ends each call in flight; a race against one promise that lasts would keep all calls for as long as the worker lives
  const inFlight = new Set<(failure: FailureError) => void>();
  const end = (details: string) => {
    death ??= new FailureError(lost(details));
    watch?.rest();
    for (const fail of inFlight) fail(death);
  };
  const watch = patience ? watchSilence(patience, end) : null;
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    end(`${event.message ?? "error"} (${event.filename ?? ""}:${event.lineno ?? ""})`);
  });
  worker.addEventListener("messageerror", () => end("a message could not be read"));
  worker.addEventListener("message", () => watch?.heard());
  return {
    alive(call) {
      let fail: (failure: FailureError) => void = () => {};
      const ended = new Promise<never>((_, reject) => {
        fail = reject;
      });
      inFlight.add(fail);
      watch?.begins();
      if (death) fail(death);
      return Promise.race([call, ended]).finally(() => {
        inFlight.delete(fail);
        watch?.ends();
      });
    },
    end,
  };
}
